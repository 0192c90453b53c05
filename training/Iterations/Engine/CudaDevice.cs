using System.Globalization;
using Gan.Onnx.Training.Networks.Lowerings;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>The CUDA execution provider. A node that only the CPU could run is an error, never a silent copy to the CPU.</summary>
/// <param name="use">How to use the GPU.</param>
/// <param name="deviceId">The GPU's number, from 0.</param>
public sealed class CudaDevice(CudaOptions use, int deviceId = 0) : Device
{
    /// <summary>What ONNX Runtime calls it.</summary>
    internal const string Provider = "CUDAExecutionProvider";

    /// <inheritdoc/>
    public override string Name => "cuda";

    /// <inheritdoc/>
    public override Lowering Lowering => Lowering.Conv;

    /// <inheritdoc/>
    public override void Configure(SessionOptions options, bool replayed)
    {
        try
        {
            var settings = ProviderOptions(replayed);
            if (OrtEnv.Instance().GetAvailableProviders().Contains(Provider))
            {
                using var cuda = new OrtCUDAProviderOptions();
                cuda.UpdateOptions(settings);
                options.AppendExecutionProvider_CUDA(cuda);
            }
            else
            {
                CudaPlugin.Append(options, Provider, deviceId, settings);
            }

            options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
            options.AddSessionConfigEntry("session.use_deterministic_compute", Switch(use.Deterministic));
        }
        catch (OnnxRuntimeException exception)
        {
            throw EngineException.NoCuda(exception.Message.Split('\n')[0]);
        }
    }

    /// <summary>What the execution provider is told.</summary>
    /// <param name="replayed">Whether all runs of the session use the same addresses.</param>
    internal Dictionary<string, string> ProviderOptions(bool replayed) => new()
    {
        ["device_id"] = deviceId.ToString(CultureInfo.InvariantCulture),
        ["cudnn_conv_algo_search"] = "HEURISTIC",
        ["do_copy_in_default_stream"] = "1",
        ["use_tf32"] = Switch(use.Tf32),
        ["enable_cuda_graph"] = Switch(use.Graph && replayed),

        // Every session has an arena of its own, and there are a dozen: doubling each would take memory that none of them needs.
        ["arena_extend_strategy"] = "kSameAsRequested",
    };

    /// <inheritdoc/>
    public override OrtMemoryInfo CreateMemoryInfo() => new("Cuda", OrtAllocatorType.DeviceAllocator, deviceId, OrtMemType.Default);

    private static string Switch(bool on) => on ? "1" : "0";
}
