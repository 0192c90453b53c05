using Gan.Onnx.Graphs.Ops;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// The CUDA execution provider as a library of its own beside the program, for builds of ONNX Runtime that do not contain it.
/// </summary>
internal static class CudaPlugin
{
    /// <summary>The library's file name.</summary>
    public const string LibraryName = "libonnxruntime_providers_cuda.so";
    private static readonly Lock Gate = new();
    private static bool _registered;

    /// <summary>A GPU, once the library is registered.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="deviceId">The GPU's number, from 0.</param>
    /// <exception cref="EngineException">There is no such library, or no such GPU.</exception>
    /// <exception cref="OnnxRuntimeException">The library cannot be loaded; the message names what it lacks.</exception>
    public static OrtEpDevice Device(string provider, int deviceId)
    {
        lock (Gate)
        {
            if (!_registered)
            {
                OrtEnv.Instance().RegisterExecutionProviderLibrary("cuda", Library());
                _registered = true;
            }
        }

        return OrtEnv.Instance().GetEpDevices().Where(device => device.EpName == provider).ElementAtOrDefault(deviceId)
            ?? throw EngineException.NoCuda($"no GPU number {deviceId} was found");
    }

    /// <summary>Whether ONNX Runtime itself, or a library beside the program, provides CUDA.</summary>
    public static bool IsPresent => OrtEnv.Instance().GetAvailableProviders().Contains(CudaDevice.Provider) || Find() is not null;

    private static string Library() =>
        Find() ?? throw EngineException.NoCuda($"neither ONNX Runtime nor a {LibraryName} beside the program provides it");

    private static string? Find() =>
        new[] { "", Path.Combine("runtimes", "linux-x64", "native") }
            .Select(folder => Path.Combine(AppContext.BaseDirectory, folder, LibraryName))
            .FirstOrDefault(File.Exists);
}
