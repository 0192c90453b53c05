using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Listens at sockets and takes on a number of connections at once, of all addresses together; others are closed as soon as they are
/// accepted. The web server's own limit is applied later, by other threads: in a burst as many would be open meanwhile as the system
/// allows, and leave no files for anything else.
/// </summary>
/// <param name="sockets">What listens.</param>
/// <param name="most">How many connections, at least 1.</param>
/// <param name="logger">Told when there are too many, once until there is room again.</param>
internal sealed partial class BoundedListeners(SocketTransportFactory sockets, long most, ILogger<BoundedListeners> logger)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private long _open;
    private bool _isFull;

    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), this);

    private bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= most)
        {
            Volatile.Write(ref _isFull, false);
            return true;
        }

        Leave();
        if (!Interlocked.Exchange(ref _isFull, true))
        {
            LogFull(logger, most);
        }

        return false;
    }

    private void Leave() => Interlocked.Decrement(ref _open);

    [LoggerMessage(
        EventId = 17, Level = LogLevel.Warning, Message = "{Most} connections are open; further ones are closed until some of these end")]
    private static partial void LogFull(ILogger logger, long most);

    private sealed class Listener(IConnectionListener listener, BoundedListeners all) : IConnectionListener
    {
        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await listener.AcceptAsync(cancellationToken) is { } connection)
            {
                if (all.TryEnter())
                {
                    return new Connection(connection, all.Leave);
                }

                connection.Abort();
                await connection.DisposeAsync();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => listener.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => listener.DisposeAsync();
    }

    /// <summary>A connection that says when its socket is closed.</summary>
    private sealed class Connection(ConnectionContext connection, Action leave) : ConnectionContext
    {
        private Action? _leave = leave;

        public override string ConnectionId
        {
            get => connection.ConnectionId;
            set => connection.ConnectionId = value;
        }

        public override IFeatureCollection Features => connection.Features;

        public override IDictionary<object, object?> Items
        {
            get => connection.Items;
            set => connection.Items = value;
        }

        public override IDuplexPipe Transport
        {
            get => connection.Transport;
            set => connection.Transport = value;
        }

        public override CancellationToken ConnectionClosed
        {
            get => connection.ConnectionClosed;
            set => connection.ConnectionClosed = value;
        }

        public override EndPoint? LocalEndPoint
        {
            get => connection.LocalEndPoint;
            set => connection.LocalEndPoint = value;
        }

        public override EndPoint? RemoteEndPoint
        {
            get => connection.RemoteEndPoint;
            set => connection.RemoteEndPoint = value;
        }

        public override void Abort(ConnectionAbortedException abortReason) => connection.Abort(abortReason);

        public override void Abort() => connection.Abort();

        public override async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            Interlocked.Exchange(ref _leave, null)?.Invoke();
        }
    }
}
