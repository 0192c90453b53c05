using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// The CUDA execution provider as a library of its own beside the program, for builds of ONNX Runtime that do not contain it.
/// </summary>
internal static class CudaPlugin
{
    /// <summary>The library's file name.</summary>
    public const string LibraryName = "libonnxruntime_providers_cuda.so";
#if ONNXRUNTIME_1_19

    /// <summary>Refuses: builds that train by ONNX Runtime Training are for CPUs.</summary>
    /// <exception cref="EngineException">Always.</exception>
    public static void Append(SessionOptions options, string provider, int deviceId, Dictionary<string, string> settings) =>
        throw EngineException.NoCuda("this build has the package of ONNX Runtime Training, which is for CPUs");
#else
    private static readonly Lock Gate = new();
    private static bool _registered;

    /// <summary>Adds a GPU to a session's options, once the library is registered.</summary>
    /// <param name="options">The options of a session to come.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="deviceId">The GPU's number, from 0.</param>
    /// <param name="settings">What the provider is told.</param>
    /// <exception cref="EngineException">There is no such library, or no such GPU.</exception>
    /// <exception cref="OnnxRuntimeException">The library cannot be loaded; the message names what it lacks.</exception>
    public static void Append(SessionOptions options, string provider, int deviceId, Dictionary<string, string> settings)
    {
        lock (Gate)
        {
            if (!_registered)
            {
                OrtEnv.Instance().RegisterExecutionProviderLibrary("cuda", Library());
                _registered = true;
            }
        }

        var device = OrtEnv.Instance().GetEpDevices().Where(device => device.EpName == provider).ElementAtOrDefault(deviceId)
            ?? throw EngineException.NoCuda($"no GPU number {deviceId} was found");
        options.AppendExecutionProvider(OrtEnv.Instance(), [device], settings);
    }

    private static string Library() =>
        Find() ?? throw EngineException.NoCuda($"neither ONNX Runtime nor a {LibraryName} beside the program provides it");
#endif

    /// <summary>Whether ONNX Runtime itself, or a library beside the program, provides CUDA.</summary>
    public static bool IsPresent => OrtEnv.Instance().GetAvailableProviders().Contains(CudaDevice.Provider) || Find() is not null;

    private static string? Find() =>
        new[] { "", Path.Combine("runtimes", "linux-x64", "native") }
            .Select(folder => Path.Combine(AppContext.BaseDirectory, folder, LibraryName))
            .FirstOrDefault(File.Exists);
}
