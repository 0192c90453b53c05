using System.Runtime.InteropServices;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>The first GPU's memory in use, by all processes together, as CUDA's runtime tells it.</summary>
internal static class DeviceMemory
{
    private const string Runtime = "libcudart.so.13";

    private delegate int MemoryInfo(out nuint free, out nuint total);

    /// <summary>Megabytes of 10⁶ bytes; null without CUDA.</summary>
    public static double? UsedMegabytes()
    {
        if (!NativeLibrary.TryLoad(Runtime, out var library))
        {
            return null;
        }

        var ask = Marshal.GetDelegateForFunctionPointer<MemoryInfo>(NativeLibrary.GetExport(library, "cudaMemGetInfo"));
        return ask(out var free, out var total) == 0 ? (total - free) / 1e6 : null;
    }
}
