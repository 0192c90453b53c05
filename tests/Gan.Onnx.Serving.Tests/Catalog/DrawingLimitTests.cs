using System.Buffers;
using System.Net;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Catalog;

public class DrawingLimitTests
{
    [Fact]
    public async Task Pictures_of_all_models_together_keep_to_the_limit()
    {
        var models = Directory.CreateTempSubdirectory("models-").FullName;
        SwapFolder.CopyTo(Path.Combine(models, "other"));
        var encoder = new MeetingEncoder();
        await using (var server = new TestServer(
            services => services.AddSingleton<Func<Picture, IPngEncoder>>(_ => encoder).AddSingleton(new DrawingLimit(1)),
            ("Models:Folder", models)))
        {
            using var client = server.CreateClient();
            encoder.IsWatching = true;

            var responses = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(i => client.GetAsync(i % 2 == 0 ? "/digits?count=1" : "/digits?count=1&model=other")));

            Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
            Assert.Equal((8, 0), (encoder.Pictures, encoder.Meetings));
        }

        Directory.Delete(models, recursive: true);
    }

    [Fact]
    public async Task A_picture_that_fails_gives_its_place_back()
    {
        var encoder = new FailingEncoder();
        await using var server = new TestServer(services => services.AddSingleton<Func<Picture, IPngEncoder>>(_ => encoder));
        using var client = server.CreateClient();

        encoder.IsBroken = true;
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            using var failed = await client.GetAsync("/digits");
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        }

        encoder.IsBroken = false;
        using var good = await client.GetAsync("/digits").WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_place()
    {
        using var limit = new DrawingLimit(1);
        var first = await limit.EnterAsync(CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var waiting = limit.EnterAsync(cancellation.Token);
        Assert.False(waiting.IsCompleted);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        first.Dispose();

        Assert.True(limit.EnterAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    /// <summary>Each picture waits a little for another one to be drawn at the same time.</summary>
    private sealed class MeetingEncoder : IPngEncoder
    {
        private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);
        private readonly object _lock = new();
        private int _present;

        public bool IsWatching { get; set; }

        public int Pictures { get; private set; }

        public int Meetings { get; private set; }

        public string Key => "test";

        public void Encode(Picture image, IBufferWriter<byte> destination)
        {
            if (!IsWatching)
            {
                return;
            }

            lock (_lock)
            {
                Pictures++;
                _present++;
                Meetings += _present > 1 ? 1 : 0;
                Monitor.PulseAll(_lock);
                Monitor.Wait(_lock, Wait);
                _present--;
            }
        }
    }

    private sealed class FailingEncoder : IPngEncoder
    {
        public bool IsBroken { get; set; }

        public string Key => "test";

        public void Encode(Picture image, IBufferWriter<byte> destination)
        {
            if (IsBroken)
            {
                throw new InvalidOperationException("broken");
            }
        }
    }
}
