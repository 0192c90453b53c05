using System.Net;
using System.Net.Sockets;
using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gan.Onnx.Serving.Tests.Hosting;

public class BoundedListenersTests
{
    [Fact(Timeout = 20_000)]
    public async Task As_many_as_are_allowed_are_taken_on_and_one_more_whenever_one_has_gone()
    {
        using var log = new LogLines();
        using var logs = new LoggerFactory([log]);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs);
        var listeners = new BoundedListeners(sockets, 2, logs.CreateLogger<BoundedListeners>());
        await using var first = await listeners.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);
        await using var second = await listeners.BindAsync(new IPEndPoint(IPAddress.Loopback, 0), TestContext.Current.CancellationToken);

        // The limit is that of both addresses together.
        using var one = await ConnectAsync(first);
        var takenOne = await AcceptAsync(first);
        using var two = await ConnectAsync(second);
        await using var takenTwo = await AcceptAsync(second);
        Assert.Empty(log.With("connections are open"));
        for (var round = 1; round <= 2; round++)
        {
            using var tooMany = await ConnectAsync(first);
            using var another = await ConnectAsync(first);
            using var third = await ConnectAsync(first);
            var waiting = AcceptAsync(first);
            await IsClosedAsync(tooMany);
            await IsClosedAsync(another);
            await IsClosedAsync(third);
            // Once for all three.
            Assert.Equal(round, log.With("2 connections are open;").Count);

            await takenOne.DisposeAsync();
            // What is told twice that it is gone makes no more room.
            await takenOne.DisposeAsync();
            using var late = await ConnectAsync(first);
            takenOne = await waiting;
        }

        await takenOne.DisposeAsync();
        await first.UnbindAsync(TestContext.Current.CancellationToken);
        Assert.Null(await first.AcceptAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<Socket> ConnectAsync(IConnectionListener listener)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.EndPoint, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<ConnectionContext> AcceptAsync(IConnectionListener listener)
    {
        var connection = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(connection);
        return connection;
    }

    private static async Task IsClosedAsync(Socket socket)
    {
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
        }
        catch (SocketException reset)
        {
            Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        }
    }
}
