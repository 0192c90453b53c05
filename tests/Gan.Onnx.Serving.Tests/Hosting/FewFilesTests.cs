using System.Net;
using System.Net.Sockets;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>A server that may open few files, and is asked for more connections than these are.</summary>
public class FewFilesTests
{
    private const int Clients = 300;

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_and_the_server_serves_when_they_are_gone()
    {
        using var folder = new ModelFolder();
        using var server = await ServerProcess.StartAsItIsAsync(
            ["prlimit", "--nofile=400"], $"--Model:Path={folder.Path}", "--urls=http://127.0.0.1:0", "--Shutdown:DelaySeconds=0");
        using var first = await SocketClient.ConnectAsync(server.Address);
        var others = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => ConnectAsync(server.Address)));

        // The first request that it ever hears, at once.
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/healthz/live")).Status);
        Assert.All(others, client => client?.Dispose());

        using var alone = new HttpClient { BaseAddress = server.Address };
        await Eventually.IsAsync(() => StatusAsync(alone), status => status == HttpStatusCode.OK);
        server.Terminate();
        Assert.Equal(0, await server.ExitAsync());
        Assert.Contains("The limit on open files, 400, leaves room for 80 connections", server.Output);
        Assert.Contains("80 connections are open; further ones are closed", server.Output);
    }

    /// <summary>Null where the server was so quick to close it that there was none.</summary>
    private static async Task<SocketClient?> ConnectAsync(Uri address)
    {
        try
        {
            return await SocketClient.ConnectAsync(address);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/digits?count=1");
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The connections that were closed are being counted out.
            return null;
        }
    }
}
