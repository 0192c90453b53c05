using Gan.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>A table of bytes in a device's memory, copied there once.</summary>
internal static class ResidentTable
{
    /// <summary>1 GiB for all tables together: twenty times MNIST, and a small part of a GPU's memory.</summary>
    public const long Budget = 1L << 30;

    /// <summary>Allocates the table and copies it.</summary>
    /// <param name="name">What it is called.</param>
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

        var table = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.UInt8, shape.Sizes);
        fixed (byte* first = elements)
        {
            using var host = OrtValue.CreateTensorValueWithData(
                OrtMemoryInfo.DefaultInstance, TensorElementType.UInt8, shape.Sizes, (nint)first, elements.Length);
            device.Copy([host], [table]);
        }

        return table;
    }
}
