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
        void Done(string step)
        {
            // At once: the next one may end the process.
            Console.Error.WriteLine(step);
            steps.Add(step);
        }

        try
        {
            if (plugin)
            {
                var library = Path.Combine(AppContext.BaseDirectory, CudaPlugin.LibraryName);
                OrtEnv.Instance().RegisterExecutionProviderLibrary("cuda_for_copies", library);
                var devices = OrtEnv.Instance().GetEpDevices().Select(device => device.EpName).Distinct();
                Done($"registered; devices: {string.Join(", ", devices)}");
            }

            Device device = name == "cuda" ? new CudaDevice(CudaOptions.Default) : new ConvolvingCpu();
            var copies = CopyGraph.Build("copies", [("x", new TensorType(ElementType.Float, Shape.Of(Length)))]);
            using var anchor = new BoundGraph(copies, device, _ => true);
            using var allocator = anchor.CreateAllocator(device.CreateMemoryInfo());
            using var onDevice = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.Float, [Length]);
            Done("allocated");
            float[] source = [.. Enumerable.Range(0, Length).Select(i => i * 0.5f)], back = new float[Length];
            using var from = OrtValue.CreateTensorValueFromMemory(source, [Length]);
            using var to = OrtValue.CreateTensorValueFromMemory(back, [Length]);

            // Disposed of before the tensors that it is bound to, and these before what allocated them.
            using var identity = new BoundGraph(copies, device, _ => true);
            identityMicroseconds = 1000 * Timing.MedianMilliseconds(() => Copy(identity, from, onDevice), Seconds);
            Done("copied by a graph");
            OrtEnv.Instance().CopyTensors([from], [onDevice], null);
            Done("copied to the device");
            OrtEnv.Instance().CopyTensors([onDevice], [to], null);
            Done("copied back");
            ok = source.AsSpan().SequenceEqual(back);
            microseconds = 1000 * Timing.MedianMilliseconds(() => OrtEnv.Instance().CopyTensors([from], [onDevice], null), Seconds);
        }
        catch (Exception exception) when (exception is OnnxRuntimeException or EngineException or EntryPointNotFoundException)
        {
            Done($"refused: {exception.Message.Split('\n')[0]}");
        }

        var told = string.Join("; ", steps);
        Finding.Write(new { table = "copies", device = name, plugin, works = ok, microseconds, identityMicroseconds, steps = told });
        return 0;
    }

    // A binding copies what the host feeds when it is made.
    private static void Copy(BoundGraph identity, OrtValue from, OrtValue to)
    {
        identity.Bind(_ => from, _ => to);
        identity.Run();
    }
}
