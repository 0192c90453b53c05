using System.Buffers;
using System.Net;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gan.Onnx.Serving.Tests.Hosting;

public class DrainTests
{
    [Fact]
    public async Task During_the_delay_an_answer_on_a_kept_connection_says_that_it_is_the_last()
    {
        Drain? drain = null;
        await using var server = new SocketServer(services => services.AddSingleton(provider =>
        {
            // A delay that no test would wait for, and that the server itself, which stops at the end, does not know of.
            var options = provider.GetRequiredService<ServingOptions>() with { ShutdownDelaySeconds = 600 };
            drain = new Drain(options, provider.GetRequiredService<ILogger<Drain>>());
            return new RequestIds(provider.GetRequiredService<ILoggerFactory>(), drain);
        }));
        using var client = await SocketClient.ConnectAsync(server.Address);
        var before = await client.GetAsync("/digits?count=1");
        using var end = new CancellationTokenSource();

        var stopping = drain!.StoppingAsync(end.Token);
        var during = await client.GetAsync("/digits?count=1");

        Assert.False(stopping.IsCompleted, "the delay goes on");
        Assert.Equal((HttpStatusCode.OK, false), (before.Status, before.IsLast));
        Assert.Equal((HttpStatusCode.OK, true), (during.Status, during.IsLast));
        await end.CancelAsync();
        await stopping;
    }

    [Fact]
    public async Task A_request_that_takes_too_long_during_the_delay_is_told_that_it_is_the_last_too()
    {
        await using var server = new SlowServer(("Requests:TimeoutSeconds", "0.1"));
        using var client = await SocketClient.ConnectAsync(server.Server.Address);
        var before = await client.GetAsync("/digits?count=100");

        // Of no seconds here; the server stops at the end only.
        await server.Server.Services.GetRequiredService<Drain>().StoppingAsync(CancellationToken.None);
        var during = await client.GetAsync("/digits?count=100");

        Assert.Equal((HttpStatusCode.GatewayTimeout, false), (before.Status, before.IsLast));
        Assert.Equal((HttpStatusCode.GatewayTimeout, true), (during.Status, during.IsLast));
    }

    [Fact]
    public async Task A_failure_during_the_delay_says_that_it_is_the_last_answer_too()
    {
        var encoder = new BrokenEncoder();
        await using var server = new SocketServer(services => services.AddSingleton<Func<Picture, IPngEncoder>>(_ => encoder));
        using var client = await SocketClient.ConnectAsync(server.Address);
        encoder.IsBroken = true;
        var before = await client.GetAsync("/digits");

        await server.Services.GetRequiredService<Drain>().StoppingAsync(CancellationToken.None);
        var during = await client.GetAsync("/digits");

        Assert.Equal((HttpStatusCode.InternalServerError, false), (before.Status, before.IsLast));
        Assert.Equal((HttpStatusCode.InternalServerError, true), (during.Status, during.IsLast));
    }

    private sealed class BrokenEncoder : IPngEncoder
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
