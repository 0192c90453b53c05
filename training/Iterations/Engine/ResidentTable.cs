using Gan.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>A table of bytes in a device's memory, copied there once.</summary>
internal static class ResidentTable
{
    /// <summary>
    /// 1 GiB for all tables together: twenty times MNIST. While it is copied a table is on the device twice, which is why this is a
    /// small part of a GPU's memory and not the most that could be had.
    /// </summary>
    public const long Budget = 1L << 30;

    /// <summary>Allocates the table and copies it.</summary>
    /// <param name="name">What it is called in the copying graph.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="elements">Its bytes, as many as the shape takes.</param>
    /// <param name="device">Where to.</param>
    /// <param name="allocator">The device's memory.</param>
    public static unsafe OrtValue Upload(string name, Shape shape, ReadOnlySpan<byte> elements, Device device, OrtAllocator allocator)
    {
        if (elements.Length != shape.ElementCount)
        {
            throw new ArgumentException(
                $"Table '{name}' {shape} takes {shape.ElementCount} bytes, {elements.Length} were given.", nameof(elements));
        }

        using var copy = new BoundGraph(
            CopyGraph.Build($"upload_{name}", [(name, new TensorType(ElementType.UInt8, shape))]), device, _ => true);
        var table = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.UInt8, shape.Sizes);
        fixed (byte* first = elements)
        {
            using var host = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, TensorElementType.UInt8, shape.Sizes, (nint)first, elements.Length);
            copy.Bind(_ => host, _ => table);
            copy.Run();
        }

        return table;
    }
}
