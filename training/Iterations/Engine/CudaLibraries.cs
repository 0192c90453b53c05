using System.Runtime.InteropServices;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>The libraries that ONNX Runtime 1.31's CUDA execution provider loads, and what brings them.</summary>
internal static class CudaLibraries
{
    /// <summary>File name, and how to get it.</summary>
    public static IReadOnlyList<(string Name, string Remedy)> All { get; } =
    [
        ("libcuda.so.1", "install the NVIDIA driver; in a container, start it with --gpus all"),
        ("libcudart.so.13", "install CUDA 13 (package cuda-cudart-13-0)"),
        ("libcublas.so.13", "install CUDA 13 (package libcublas-13-0)"),
        ("libcublasLt.so.13", "install CUDA 13 (package libcublas-13-0)"),
        ("libcurand.so.10", "install CUDA 13 (package libcurand-13-0)"),
        ("libcudnn.so.9", "install cuDNN 9 for CUDA 13 (package libcudnn9-cuda-13)"),
    ];

    /// <summary>The execution provider's own library.</summary>
    public static string ProviderName => OperatingSystem.IsWindows() ? "onnxruntime_providers_cuda.dll" : "libonnxruntime_providers_cuda.so";

    /// <summary>The path of the execution provider's own library, which lies where ONNX Runtime's does; null where there is none.</summary>
    public static string? Provider() =>
        new[] { "", Path.Combine("runtimes", OperatingSystem.IsWindows() ? "win-x64" : "linux-x64", "native") }
            .Select(folder => Path.Combine(AppContext.BaseDirectory, folder, ProviderName))
            .FirstOrDefault(File.Exists);

    /// <summary>Whether the loader finds a library and everything that it needs in turn.</summary>
    public static bool CanLoad(string name)
    {
        if (!NativeLibrary.TryLoad(name, out var handle))
        {
            return false;
        }

        NativeLibrary.Free(handle);
        return true;
    }
}
