using System.Net;
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
}
