using System.Runtime.InteropServices;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>The libraries that ONNX Runtime 1.31's CUDA execution provider loads, and what brings them.</summary>
internal static class CudaLibraries
{
    private const string OfCublas = "install CUDA 13 (package libcublas-13-0)";

    /// <summary>Whether ONNX Runtime has a CUDA execution provider for this platform at all.</summary>
    public static bool Exist { get; } = RuntimeInformation.ProcessArchitecture == Architecture.X64
        && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows());

    /// <summary>File name, and how to get it, on this platform.</summary>
    public static IReadOnlyList<(string Name, string Remedy)> All { get; } = OperatingSystem.IsWindows() ? OnWindows : OnLinux;

    /// <summary>The same on Linux.</summary>
    internal static IReadOnlyList<(string Name, string Remedy)> OnLinux =>
    [
        ("libcuda.so.1", "install the NVIDIA driver; in a container, start it with --gpus all"),
        ("libcudart.so.13", "install CUDA 13 (package cuda-cudart-13-0)"),
        ("libcublas.so.13", OfCublas),
        ("libcublasLt.so.13", OfCublas),
        ("libcurand.so.10", "install CUDA 13 (package libcurand-13-0)"),
        ("libcudnn.so.9", "install cuDNN 9 for CUDA 13 (package libcudnn9-cuda-13)"),
    ];

    /// <summary>The same on Windows, where CUDA and cuDNN come as installers, and are found along PATH.</summary>
    internal static IReadOnlyList<(string Name, string Remedy)> OnWindows =>
    [
        ("nvcuda.dll", "install the NVIDIA driver"),
        ("cudart64_13.dll", "install CUDA 13"),
        ("cublas64_13.dll", "install CUDA 13"),
        ("cublasLt64_13.dll", "install CUDA 13"),
        ("curand64_10.dll", "install CUDA 13"),
        ("cudnn64_9.dll", "install cuDNN 9 for CUDA 13, and add its folder to PATH"),
    ];

    /// <summary>The path of the execution provider's own library, which lies where ONNX Runtime's does; null where there is none.</summary>
    public static string? Provider() =>
        new[] { "", Path.Combine("runtimes", OperatingSystem.IsWindows() ? "win-x64" : "linux-x64", "native") }
            .Select(folder => Path.Combine(AppContext.BaseDirectory, folder, CudaProvider.Library))
            .FirstOrDefault(File.Exists);

    /// <summary>The same, where there must be one.</summary>
    /// <exception cref="EngineException">There is none.</exception>
    public static string RequireProvider() =>
        Provider() ?? throw EngineException.NoCuda($"{CudaProvider.Library} is not beside the program");

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
