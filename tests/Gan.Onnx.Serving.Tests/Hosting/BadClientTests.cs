using System.Net;
using System.Net.Sockets;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Clients that are slow, many, or gone: none of them may cost the others anything.</summary>
public class BadClientTests
{
    private const string LargestAnswer = "/digits/interpolation?from=1&to=2&frames=120&count=16&format=json";

    [Fact]
    public async Task A_client_that_sends_its_headers_byte_by_byte_is_cut_off()
    {
        var limits = new KestrelServerOptions();
        KestrelLimits.Apply(limits);
        // The same with less patience, for the sake of this test.
        await using var server = new SocketServer(services => services.PostConfigure<KestrelServerOptions>(
            options => options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1)));
        using var slow = await SocketClient.ConnectAsync(server.Address);
        var end = slow.ReadToEndAsync();
        var endless = SocketClient.Request("GET", "/digits", "X-Padding: ").TrimEnd();
        var sent = 0;
        while (!end.IsCompleted)
        {
            try
            {
                await slow.SendAsync(sent < endless.Length ? endless[sent..(sent + 1)] : "x");
            }
            catch (IOException)
            {
                break;
            }

            sent++;
            await Task.WhenAny(end, Task.Delay(20));
        }

        Assert.StartsWith("HTTP/1.1 408", await end);
        Assert.Equal(TimeSpan.FromSeconds(10), limits.Limits.RequestHeadersTimeout);
        await ServesAsync(server.Address);
    }

    [Fact]
    public async Task Clients_that_do_not_read_their_answers_hold_nobody_up_and_are_cut_off()
    {
        const int Clients = 8;
        // The system takes little off the server's hands, and the clients nothing.
        await using var server = new SocketServer(
            services => services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = address =>
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(address);
                socket.SendBufferSize = 16 * 1024;
                return socket;
            }),
            ("Requests:TimeoutSeconds", "10"),
            ("Batching:QueueImages", "100000"));
        var length = (await server.Client.GetByteArrayAsync(LargestAnswer)).Length;
        var deaf = new List<SocketClient>();
        for (var i = 0; i < Clients; i++)
        {
            deaf.Add(await SocketClient.ConnectAsync(server.Address, receiveBuffer: 4096));
            await deaf[^1].SendAsync(SocketClient.Request("GET", LargestAnswer));
        }

        Assert.InRange(length, 4_000_000, 20_000_000);
        await server.Figures.BecomeAsync("http.server.active_requests", active => active == Clients);
        for (var i = 0; i < Clients; i++)
        {
            await ServesAsync(server.Address);
        }

        await server.Figures.AreNothingToDoAsync();
        await server.Figures.BecomeAsync("kestrel.active_connections", connections => connections < Clients);
        deaf.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Two_thousand_idle_connections_do_not_delay_a_request()
    {
        const int Connections = 2000;
        using var folder = new ModelFolder();
        // A process of its own has file descriptors of its own.
        var (server, address) = await ServerProcess.StartAsync(folder.Path);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            var idle = new List<Socket>();
            for (var i = 0; i < Connections; i++)
            {
                idle.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                await idle[^1].ConnectAsync(IPAddress.Loopback, address.Port);
            }

            await Eventually.IsAsync(
                () => Eventually.SumAsync(client, "kestrel_active_connections"), connections => connections > Connections);
            for (var i = 0; i < 20; i++)
            {
                using var other = await SocketClient.ConnectAsync(address);
                var answer = await other.GetAsync("/digits").WaitAsync(TimeSpan.FromSeconds(5));
                Assert.Equal(HttpStatusCode.OK, answer.Status);
            }

            Assert.True(Connections < await Eventually.SumAsync(client, "kestrel_active_connections"), "some were closed meanwhile");
            idle.ForEach(socket => socket.Dispose());
            await Eventually.IsAsync(() => Eventually.SumAsync(client, "kestrel_active_connections"), connections => connections < 20);
        }
    }

    [Theory]
    [InlineData("G")]
    [InlineData("GET /digits?cou")]
    [InlineData("GET /digits HTTP/1.1\r\nHost: local")]
    [InlineData("POST /digits HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc")]
    public async Task Clients_that_break_off_within_their_request_leave_nothing_behind(string start)
    {
        await using var server = new SocketServer();
        for (var i = 0; i < 50; i++)
        {
            var client = await SocketClient.ConnectAsync(server.Address);
            await client.SendAsync(start);
            client.Reset();
        }

        await server.Figures.AreNothingToDoAsync();
        await ServesAsync(server.Address);
    }

    [Fact]
    public async Task Clients_that_break_off_within_their_answer_leave_nothing_behind()
    {
        await using var server = new SocketServer();
        for (var i = 0; i < 20; i++)
        {
            var client = await SocketClient.ConnectAsync(server.Address, receiveBuffer: 4096);
            await client.SendAsync(SocketClient.Request("GET", LargestAnswer));
            Assert.Equal("HTTP/1.1 200 OK", await client.ReadLineAsync());
            client.Reset();
        }

        await server.Figures.AreNothingToDoAsync();
        await ServesAsync(server.Address);
    }

    private static async Task ServesAsync(Uri address)
    {
        using var client = await SocketClient.ConnectAsync(address);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/digits?count=1")).Status);
    }
}
