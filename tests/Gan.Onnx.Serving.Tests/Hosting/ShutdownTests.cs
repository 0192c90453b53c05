using System.Net;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>The end of a server that is in use, and a log that cannot be written.</summary>
public class ShutdownTests
{
    private const string Picture = "/digits?seed=7";

    [Fact]
    public async Task SIGTERM_under_load_loses_no_request()
    {
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartWithAsync($"--Model:Path={folder.Path}", "--Shutdown:DelaySeconds=3");
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            var expected = await client.GetByteArrayAsync(Picture);
            using var notReady = new CancellationTokenSource();
            Task<int>[] clients =
            [
                .. Enumerable.Range(0, 4).Select(_ => Task.Run(() => AskUntilToldToLeaveAsync(address, expected))),
                .. Enumerable.Range(0, 4).Select(_ => Task.Run(() => ConnectAgainUntilAsync(address, expected, notReady.Token))),
            ];
            await Eventually.IsAsync(() => Eventually.SumAsync(client, "gan_images_total"), images => images > 1000);

            server.Terminate();
            await Eventually.IsAsync(() => ReadyAsync(client), status => status == HttpStatusCode.ServiceUnavailable);
            await notReady.CancelAsync();
            var answered = await Task.WhenAll(clients);

            Assert.Equal(0, await server.ExitAsync());
            Assert.All(answered, answers => Assert.True(answers > 1, $"a client had only {answers} answers"));
            Assert.Contains("Stopping: not ready any more", server.Output);
        }
    }

    [Fact]
    public async Task Requests_under_way_at_SIGTERM_are_answered()
    {
        const int Requests = 10;
        using var folder = new ModelFolder("slow");
        var (server, address) = await ServerProcess.StartWithAsync(
            $"--Model:Path={folder.Path}", "--Shutdown:DelaySeconds=0", "--Threads=1", "--Batching:LargestBatch=1");
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            var expected = await client.GetByteArrayAsync("/digits?count=20&seed=7");
            var clients = new List<SocketClient>();
            for (var i = 0; i < Requests; i++)
            {
                clients.Add(await SocketClient.ConnectAsync(address));
                await clients[i].SendAsync(SocketClient.Request("GET", "/digits?count=20&seed=7"));
            }

            await Eventually.IsAsync(() => Eventually.SumAsync(client, "http_server_active_requests"), active => active == Requests + 1);
            server.Terminate();
            var answers = await Task.WhenAll(clients.Select(each => each.ReadAsync()));

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
            Assert.All(answers, answer => Assert.Equal(expected, answer.Body));
            Assert.Equal(0, await server.ExitAsync());
            clients.ForEach(each => each.Dispose());
        }
    }

    [Theory]
    [InlineData("/dev/full")]
    [InlineData(null)]
    public async Task A_log_that_takes_nothing_keeps_nobody_from_being_served(string? output)
    {
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartWithOutputToAsync(
            output,
            $"--Model:Path={folder.Path}",
            "--Shutdown:DelaySeconds=0",
            "--Logging:LogLevel:Gan.Onnx.Serving.Requests=Information",
            "--Logging:Console:MaxQueueLength=10");
        using (server)
        {
            using var client = await SocketClient.ConnectAsync(address);
            // Lines of more than 100 bytes: many times what the queue and a pipe hold.
            for (var i = 0; i < 1000; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/digits?count=1", $"X-Request-Id: {new string('x', 64)}")).Status);
            }

            ServerProcess.Terminate(server);
            await server.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(0, server.ExitCode);
        }
    }

    /// <summary>Asks on one connection until the server announces that it will close it.</summary>
    private static async Task<int> AskUntilToldToLeaveAsync(Uri address, byte[] expected)
    {
        using var client = await SocketClient.ConnectAsync(address);
        for (var answers = 1; ; answers++)
        {
            var answer = await client.GetAsync(Picture);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(expected, answer.Body);
            if (answer.IsLast)
            {
                return answers;
            }
        }
    }

    /// <summary>
    /// Asks on a new connection each time, as clients of a load balancer do, which stops sending them once the server is not ready.
    /// </summary>
    private static async Task<int> ConnectAgainUntilAsync(Uri address, byte[] expected, CancellationToken notReady)
    {
        var answers = 0;
        for (; !notReady.IsCancellationRequested; answers++)
        {
            using var client = await SocketClient.ConnectAsync(address);
            var answer = await client.GetAsync(Picture);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(expected, answer.Body);
        }

        return answers;
    }

    private static async Task<HttpStatusCode> ReadyAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/healthz/ready");
        return response.StatusCode;
    }
}
