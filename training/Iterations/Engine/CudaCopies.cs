using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// Copies between the host's memory and a GPU's. ONNX Runtime knows how only once the execution provider's library is registered in its
/// environment, whether or not sessions got the provider from it.
/// </summary>
internal static class CudaCopies
{
#if ONNXRUNTIME_1_19

    /// <summary>Refuses: builds that train by ONNX Runtime Training are for CPUs.</summary>
    /// <exception cref="EngineException">Always.</exception>
    public static void Register() =>
        throw EngineException.NoCuda("this build has the package of ONNX Runtime Training, which is for CPUs");

    /// <summary>Refuses, as <see cref="Register"/> does.</summary>
    /// <exception cref="EngineException">Always.</exception>
    public static void Copy(IReadOnlyList<OrtValue> from, IReadOnlyList<OrtValue> to) => Register();
#else
    private static readonly Lock Gate = new();
    private static bool _registered;

    /// <summary>Makes copies to and from GPUs possible.</summary>
    /// <exception cref="EngineException">There is no such library.</exception>
    /// <exception cref="OnnxRuntimeException">The library cannot be loaded; the message names what it lacks.</exception>
    public static void Register()
    {
        lock (Gate)
        {
            if (!_registered)
            {
                OrtEnv.Instance().RegisterExecutionProviderLibrary("cuda_for_copies", CudaLibraries.RequireProvider());
                _registered = true;
            }
        }
    }

    /// <summary>Copies tensors, each to the one at its place, and waits until all have arrived.</summary>
    /// <param name="from">On one device, or the host.</param>
    /// <param name="to">On one device, or the host; of the same shapes.</param>
    public static void Copy(IReadOnlyList<OrtValue> from, IReadOnlyList<OrtValue> to)
    {
        if (from.Count > 0)
        {
            OrtEnv.Instance().CopyTensors(from, to, null);
        }
    }
#endif
}
