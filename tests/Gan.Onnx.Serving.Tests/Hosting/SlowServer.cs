using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>
/// A <see cref="SocketServer"/> with one worker and the slow model of make_models.py, which makes the good one's images, each in a run of
/// its own of ten milliseconds or more.
/// </summary>
internal sealed class SlowServer : IAsyncDisposable
{
    private readonly ModelFolder _folder = new("slow");

    public SlowServer(params (string Key, string Value)[] settings) =>
        Server = new SocketServer([("Model:Path", _folder.Path), ("Threads", "1"), ("Batching:LargestBatch", "1"), .. settings]);

    public SocketServer Server { get; }

    public HttpClient Client => Server.Client;

    public ServerFigures Figures => Server.Figures;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
