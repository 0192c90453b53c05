using System.Buffers;
using System.Net;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Endpoints;

public class FailingRequestTests
{
    [Fact]
    public async Task A_defect_is_answered_with_a_problem_that_keeps_the_details_private()
    {
        var encoder = new BreakableEncoder();
        await using var server = new TestServer(services => services.AddSingleton<Func<Picture, IPngEncoder>>(_ => encoder));
        var client = server.CreateClient();
        encoder.IsBroken = true;

        using var response = await client.GetAsync("/digits");

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.InternalServerError);
        Assert.DoesNotContain(BreakableEncoder.Secret, problem.ToString());
        Assert.False(response.Headers.Contains("X-Seed"));
    }

    [Fact]
    public async Task A_request_that_its_client_gave_up_is_not_drawn()
    {
        var encoder = new CountingEncoder();
        await using var server = new TestServer(services => services.AddSingleton<Func<Picture, IPngEncoder>>(_ => encoder));
        var client = server.CreateClient();
        await client.GetAsync("/digits");
        var drawn = encoder.Count;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.GetAsync("/digits?count=100", new CancellationToken(canceled: true)));
        using var next = await client.GetAsync("/digits");

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(drawn + 1, encoder.Count);
    }

    private sealed class BreakableEncoder : IPngEncoder
    {
        public const string Secret = "the stack of a defect";

        public bool IsBroken { get; set; }

        public string Key => "test";

        public void Encode(Picture image, IBufferWriter<byte> destination)
        {
            if (IsBroken)
            {
                throw new InvalidOperationException(Secret);
            }
        }
    }

    private sealed class CountingEncoder : IPngEncoder
    {
        private int _count;

        public int Count => _count;

        public string Key => "test";

        public void Encode(Picture image, IBufferWriter<byte> destination)
        {
            Interlocked.Increment(ref _count);
            new ZlibPngEncoder(System.IO.Compression.CompressionLevel.Fastest).Encode(image, destination);
        }
    }
}
