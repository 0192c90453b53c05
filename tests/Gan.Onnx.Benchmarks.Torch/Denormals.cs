using System.Runtime.InteropServices;

namespace Gan.Onnx.Benchmarks.Torch;

/// <summary>
/// PyTorch's <c>set_flush_denormal</c>, which TorchSharp does not have: without it moments that fade away slow Adam down. Threads that
/// are started afterwards do likewise.
/// </summary>
internal static unsafe class Denormals
{
    // bool at::Context::setFlushDenormal(bool), which does not look at its object.
    private const string Setter = "_ZN2at7Context16setFlushDenormalEb";

    /// <summary>Takes denormal numbers for 0 from now on.</summary>
    /// <exception cref="TorchBenchmarkException">The CPU cannot.</exception>
    public static void Flush()
    {
        var library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so"));
        var set = (delegate* unmanaged<nint, byte, byte>)NativeLibrary.GetExport(library, Setter);
        if (set(0, 1) == 0)
        {
            throw new TorchBenchmarkException("the CPU cannot flush denormal numbers to 0.");
        }
    }
}
