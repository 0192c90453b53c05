using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>
/// Whether <c>OrtEnv.CopyTensors</c> reaches the device's memory, which graphs of Identity nodes do now: with the provider that is part of
/// ONNX Runtime, and after its library was registered as a plugin (<c>--plugin</c>).
/// </summary>
internal static class CopyProbe
{
    private const int Length = 4096;
    private const double Seconds = 0.3;

    /// <summary>Runs <c>copies [--device D] [--plugin]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var (name, plugin) = (arguments.Text("device", "cuda"), arguments.Has("plugin"));
        OrtRuntime.Start(Environment.ProcessorCount);
        var steps = new List<string>();
        double? microseconds = null, identityMicroseconds = null;
        var ok = false;
        try
        {
            if (plugin)
            {
                OrtEnv.Instance().RegisterExecutionProviderLibrary("cuda_for_copies", Path.Combine(AppContext.BaseDirectory, CudaPlugin.LibraryName));
                steps.Add($"registered; devices: {string.Join(", ", OrtEnv.Instance().GetEpDevices().Select(device => device.EpName).Distinct())}");
            }

            Device device = name == "cuda" ? new CudaDevice(CudaOptions.Default) : new ConvolvingCpu();
            using var identity = new CompiledGraph(CopyGraph.Build("copies", [("x", new TensorType(ElementType.Float, Shape.Of(Length)))]), device, _ => true);
            using var allocator = identity.CreateAllocator(device.CreateMemoryInfo());
            using var onDevice = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.Float, [Length]);
            steps.Add("allocated");
            float[] source = [.. Enumerable.Range(0, Length).Select(i => i * 0.5f)], back = new float[Length];
            using var from = OrtValue.CreateTensorValueFromMemory(source, [Length]);
            using var to = OrtValue.CreateTensorValueFromMemory(back, [Length]);
            identityMicroseconds = 1000 * Timing.MedianMilliseconds(() => Copy(identity, from, onDevice), Seconds);
            OrtEnv.Instance().CopyTensors([from], [onDevice], null);
            steps.Add("copied to the device");
            OrtEnv.Instance().CopyTensors([onDevice], [to], null);
            steps.Add("copied back");
            ok = source.AsSpan().SequenceEqual(back);
            microseconds = 1000 * Timing.MedianMilliseconds(() => OrtEnv.Instance().CopyTensors([from], [onDevice], null), Seconds);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or EngineException or EntryPointNotFoundException)
        {
            steps.Add($"refused: {exception.Message.Split('\n')[0]}");
        }

        Finding.Write(new { table = "copies", device = name, plugin, works = ok, microseconds, identityMicroseconds, steps = string.Join("; ", steps) });
        return 0;
    }

    // A binding copies what the host feeds when it is made.
    private static void Copy(CompiledGraph identity, OrtValue from, OrtValue to)
    {
        identity.Bind(_ => from, _ => to);
        identity.Run();
    }
}
