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
    private const string Provider = "CUDAExecutionProvider";

    /// <inheritdoc/>
    public override string Name => "cuda";

    /// <summary>Whether this build of ONNX Runtime has the execution provider.</summary>
    public static bool IsPresent => OrtEnv.Instance().GetAvailableProviders().Contains(Provider);

    /// <inheritdoc/>
    /// <remarks>
    /// Not Conv nodes: what cuDNN's heuristics choose for gradients, which ONNX has no operators of their own for, takes up to twice as
    /// long, is less exact, and does not give the same bits twice (decision 0015).
    /// </remarks>
    public override Lowering Lowering => Lowering.WholeGemm;

    /// <inheritdoc/>
    public override void Configure(SessionOptions options, bool replayed)
    {
        try
        {
            if (!IsPresent)
            {
                throw EngineException.NoCuda("this build of ONNX Runtime has no CUDA execution provider");
            }

            CudaCopies.Register();
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(ProviderOptions(replayed));
            options.AppendExecutionProvider_CUDA(cuda);
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

    /// <inheritdoc/>
    internal override void Copy(IReadOnlyList<OrtValue> from, IReadOnlyList<OrtValue> to) => CudaCopies.Copy(from, to);

    private static string Switch(bool on) => on ? "1" : "0";
}
