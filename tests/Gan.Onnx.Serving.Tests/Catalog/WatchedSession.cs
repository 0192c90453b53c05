using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>The session of a generator, which tells whether its memory was freed.</summary>
internal sealed class WatchedSession(string path) : InferenceSession(path)
{
    private volatile bool _isDisposed;

    public bool IsDisposed => _isDisposed;

    /// <summary>The model of a folder on a session that is watched.</summary>
    public static (WatchedSession Session, FrozenGenerator Generator) Of(ModelFolder folder)
    {
        var session = new WatchedSession(folder.ModelFile);
        return (session, new FrozenGenerator(session, folder.WriteManifest(), folder.ModelFile, GeneratorDevice.Cpu));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _isDisposed = disposing;
    }
}
