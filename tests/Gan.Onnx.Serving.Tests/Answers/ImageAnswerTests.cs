using System.Buffers;
using System.Net;
using System.Runtime.Intrinsics;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Tests.Batching;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Answers;

/// <summary>How an answer comes about, and what becomes of it when it cannot be sent.</summary>
public class ImageAnswerTests
{
    [Fact]
    public async Task Half_an_answer_is_cut_off_rather_than_ended()
    {
        await using var server = new TestServer();
        using var body = new FailingStream(new OperationCanceledException());
        var context = Context(server, body, out var lifetime);

        await Answer(server).ExecuteAsync(context);

        Assert.True(lifetime.IsAborted);
    }

    [Fact]
    public async Task A_defect_of_the_connection_is_none_of_the_answers()
    {
        await using var server = new TestServer();
        using var body = new FailingStream(new IOException("gone"));
        var context = Context(server, body, out var lifetime);

        await Assert.ThrowsAsync<IOException>(() => Answer(server).ExecuteAsync(context));

        Assert.False(lifetime.IsAborted);
    }

    [Fact]
    public async Task A_request_that_the_queue_has_no_room_for_is_counted_and_told_when_to_come_again()
    {
        await using var server = new TestServer(("Threads", "1"), ("Batching:QueueImages", "10"), ("Batching:LargestBatch", "8"));
        using var client = server.CreateClient();
        using var figures = new ServerFigures(server.Services);
        var model = Model(server);
        var gate = new GatedLatents();
        var first = model.Batcher.GenerateAsync(gate, 1, CancellationToken.None).AsTask();
        gate.Reached.Wait();
        var waiting = model.Batcher.GenerateAsync(new SeededLatents(1, 0, null, 1), 10, CancellationToken.None).AsTask();

        using var refused = await client.GetAsync("/digits?count=1&seed=1");
        gate.Opened.Set();
        (await first)!.Dispose();
        (await waiting)!.Dispose();
        using var answered = await client.GetAsync("/digits?count=1&seed=1");

        await ProblemAssert.ReadAsync(refused, HttpStatusCode.TooManyRequests);
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.False(refused.Headers.Contains("ETag"));
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        Assert.Equal(1, figures.Sum("gan.requests.rejected", "queue_full"));
    }

    [Fact]
    public async Task An_answer_that_the_client_holds_is_not_made()
    {
        await using var server = new TestServer();
        using var client = server.CreateClient();
        using var first = await client.GetAsync("/digits?seed=7&count=4");
        using var figures = new ServerFigures(server.Services);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/digits?seed=7&count=4");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.NotModified, 0), (second.StatusCode, figures.Sum("gan.images")));
        Assert.Equal(["7"], second.Headers.GetValues("X-Seed"));
        Assert.Equal(first.Headers.CacheControl, second.Headers.CacheControl);
        Assert.Equal(first.Headers.Vary, second.Headers.Vary);
    }

    [Fact]
    public async Task A_model_takes_its_pictures_before_its_first_request()
    {
        var encoder = new CountingEncoder();
        await using var server = new TestServer(services => services.AddSingleton<Func<Picture, IPngEncoder>>(_ => encoder));

        server.CreateClient().Dispose();

        Assert.Equal((32, 56, 56), (encoder.Pictures, encoder.Width, encoder.Height));
    }

    [Fact]
    public async Task A_tag_names_the_instructions_that_round_the_pixels()
    {
        await using var server = new TestServer();
        using var response = await server.CreateClient().GetAsync("/digits?seed=7");

        var parts = response.Headers.ETag!.Tag.Trim('"').Split('.');
        var instructions = Vector512.IsHardwareAccelerated ? 'w' : Vector256.IsHardwareAccelerated ? 'v' : 's';

        Assert.Equal(server.Generator.Manifest.Sha256[..16], parts[0]);
        Assert.Equal((9, instructions), (parts[1].Length, parts[1][^1]));
    }

    [Fact]
    public async Task A_browser_need_not_ask_again_for_an_hour()
    {
        await using var server = new TestServer(("Cors:Origins", "https://page.example"));
        using var request = new HttpRequestMessage(HttpMethod.Options, "/digits");
        request.Headers.Add("Origin", "https://page.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");

        using var answer = await server.CreateClient().SendAsync(request);

        Assert.Equal("3600", answer.Headers.GetValues("Access-Control-Max-Age").Single());
    }

    private static ServedModel Model(TestServer server)
    {
        Assert.True(server.Services.GetRequiredService<ModelCatalog>().TryFind(null, out var entry));
        var model = entry.Hold();
        model.Release();
        return model;
    }

    private static ImageAnswer Answer(TestServer server) => new(
        Model(server), server.Services.GetRequiredService<ServingMetrics>(), new SeededLatents(1, 0, null, 1), 4,
        new NpyBody(Invert: false), 1, default);

    private static DefaultHttpContext Context(TestServer server, Stream body, out Lifetime lifetime)
    {
        lifetime = new Lifetime();
        var context = new DefaultHttpContext { RequestServices = server.Services };
        context.Request.Method = "GET";
        context.Response.Body = body;
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        return context;
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted { get; private set; }

        public void Abort() => IsAborted = true;
    }

    private sealed class FailingStream(Exception exception) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw exception;
    }

    private sealed class CountingEncoder : IPngEncoder
    {
        public int Pictures { get; private set; }

        public int Width { get; private set; }

        public int Height { get; private set; }

        public string Key => "test";

        public void Encode(Picture image, IBufferWriter<byte> destination)
        {
            Pictures++;
            (Width, Height) = (image.Width, image.Height);
        }
    }
}
