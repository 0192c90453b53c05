using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>A <see cref="TestServer"/> that listens on a socket, for what only real connections show.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private readonly TestServer _server;

    public SocketServer(params (string Key, string Value)[] settings)
        : this(null, settings)
    {
    }

    public SocketServer(Action<IServiceCollection>? replaceServices, params (string Key, string Value)[] settings)
    {
        _server = new TestServer(replaceServices, [("urls", "http://127.0.0.1:0"), .. settings]);
        _server.UseKestrel();
        _server.StartServer();
        Client = _server.CreateClient();
        Figures = new ServerFigures(_server.Services);
    }

    /// <summary>A client with as many connections as it needs.</summary>
    public HttpClient Client { get; }

    /// <summary>What it counts.</summary>
    public ServerFigures Figures { get; }

    /// <summary>What it consists of.</summary>
    public IServiceProvider Services => _server.Services;

    public Uri Address => Client.BaseAddress!;

    public async ValueTask DisposeAsync()
    {
        Figures.Dispose();
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
