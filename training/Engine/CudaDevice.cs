using System.Globalization;
using Gan.Onnx.Training.Nn.Lowerings;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Engine;

/// <summary>The CUDA execution provider. A node that only the CPU could run is an error, never a silent copy to the CPU.</summary>
/// <param name="deviceId">The GPU's number, from 0.</param>
public sealed class CudaDevice(int deviceId = 0) : Device
{
    private const string Provider = "CUDAExecutionProvider";

    /// <inheritdoc/>
    public override string Name => "cuda";

    /// <inheritdoc/>
    public override Lowering Lowering => Lowering.Conv;

    private Dictionary<string, string> ProviderOptions => new()
    {
        ["device_id"] = deviceId.ToString(CultureInfo.InvariantCulture),
        ["cudnn_conv_algo_search"] = "HEURISTIC",
        ["do_copy_in_default_stream"] = "1",
    };

    /// <inheritdoc/>
    public override void Configure(SessionOptions options)
    {
        try
        {
            if (OrtEnv.Instance().GetAvailableProviders().Contains(Provider))
            {
                using var cuda = new OrtCUDAProviderOptions();
                cuda.UpdateOptions(ProviderOptions);
                options.AppendExecutionProvider_CUDA(cuda);
            }
            else
            {
                options.AppendExecutionProvider(OrtEnv.Instance(), [CudaPlugin.Device(Provider, deviceId)], ProviderOptions);
            }

            options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        }
        catch (OnnxRuntimeException exception)
        {
            throw EngineException.NoCuda(exception.Message.Split('\n')[0]);
        }
    }

    /// <inheritdoc/>
    public override OrtMemoryInfo CreateMemoryInfo() => new("Cuda", OrtAllocatorType.DeviceAllocator, deviceId, OrtMemType.Default);
}
