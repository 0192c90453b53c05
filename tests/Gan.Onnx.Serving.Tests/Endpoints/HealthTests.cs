using System.Net;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gan.Onnx.Serving.Tests.Endpoints;

public class HealthTests
{
    [Theory]
    [InlineData("/healthz/live", "live\n")]
    [InlineData("/healthz/ready", "ready\n")]
    public async Task A_started_server_is_live_and_ready(string path, string text)
    {
        await using var server = new TestServer();
        var client = server.CreateClient();

        using var response = await client.GetAsync(path);
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (response.StatusCode, head.StatusCode));
        Assert.Equal(text, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_stopping_server_is_live_but_not_ready()
    {
        var drain = new Delay();
        await using var server = new TestServer(services => services.AddSingleton<IHostedService>(drain));
        var client = server.CreateClient();
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var ready = await client.GetAsync("/healthz/ready");
        using var live = await client.GetAsync("/healthz/live");
        drain.End();

        var problem = await ProblemAssert.ReadAsync(ready, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("The server is shutting down.", problem.GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task As_soon_as_the_end_is_announced_it_is_not_ready()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();
        await server.Services.GetRequiredService<Drain>().StoppingAsync(CancellationToken.None);

        using var ready = await client.GetAsync("/healthz/ready");
        using var live = await client.GetAsync("/healthz/live");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
    }

    /// <summary>Keeps the server from closing while it stops, as a request under way would.</summary>
    private sealed class Delay : IHostedLifecycleService
    {
        private readonly TaskCompletionSource _end = new();

        public void End() => _end.SetResult();

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => _end.Task.WaitAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
