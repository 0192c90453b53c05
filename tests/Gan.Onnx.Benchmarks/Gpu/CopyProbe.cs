using Gan.Onnx.Training.Iterations.Engine;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Benchmarks.Gpu;

/// <summary>Whether tensors reach the device's memory and come back as they were, and how long a small one takes.</summary>
internal static class CopyProbe
{
    private const int Length = 4096;
    private const double Seconds = 0.3;

    /// <summary>Runs <c>copies [--device D]</c>.</summary>
    public static int Run(Arguments arguments)
    {
        var name = arguments.Text("device", "cuda");
        OrtRuntime.Start(Environment.ProcessorCount);
        Device device = name == "cuda" ? new CudaDevice(CudaOptions.Default) : new ConvolvingCpu();
        using var anchor = new BoundGraph(DeviceEngine.Anchor(), device, _ => false);
        using var memory = device.CreateMemoryInfo();
        using var allocator = anchor.CreateAllocator(memory);
        using var onDevice = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.Float, [Length]);
        float[] source = [.. Enumerable.Range(0, Length).Select(i => i * 0.5f)], back = new float[Length];
        using var from = OrtValue.CreateTensorValueFromMemory(source, [Length]);
        using var to = OrtValue.CreateTensorValueFromMemory(back, [Length]);
        device.Copy([from], [onDevice]);
        device.Copy([onDevice], [to]);
        Finding.Write(new
        {
            table = "copies",
            device = name,
            bytes = Length * sizeof(float),
            microsecondsToDevice = 1000 * Timing.MedianMilliseconds(() => device.Copy([from], [onDevice]), Seconds),
            microsecondsBack = 1000 * Timing.MedianMilliseconds(() => device.Copy([onDevice], [to]), Seconds),
            ok = source.AsSpan().SequenceEqual(back),
        });
        return 0;
    }
}
