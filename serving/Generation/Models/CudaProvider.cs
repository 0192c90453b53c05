namespace Gan.Onnx.Generation.Models;

/// <summary>ONNX Runtime's CUDA execution provider.</summary>
internal static class CudaProvider
{
    /// <summary>The file name of its library, which lies where ONNX Runtime's own does.</summary>
    public static string Library =>
        OperatingSystem.IsWindows() ? "onnxruntime_providers_cuda.dll" : "libonnxruntime_providers_cuda.so";
}
