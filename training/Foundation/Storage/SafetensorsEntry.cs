using System.Runtime.InteropServices;

namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>Gives the elements of a tensor when they are written; the memory may be managed or not.</summary>
public delegate ReadOnlySpan<T> SpanSource<T>();

/// <summary>A tensor to be written by <see cref="SafetensorsWriter"/>: its name, type, shape and where its elements lie.</summary>
public sealed class SafetensorsEntry
{
    private SafetensorsEntry(string name, SafetensorsType type, IReadOnlyList<long> shape, SpanSource<byte> bytes)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Bytes = bytes;
    }

    /// <summary>The tensor's key in the file.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public SafetensorsType Type { get; }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements in row-major order, little-endian.</summary>
    public SpanSource<byte> Bytes { get; }

    /// <summary>An entry over memory that is read when the file is written, without a copy.</summary>
    /// <typeparam name="T">double, long, float or byte.</typeparam>
    public static SafetensorsEntry Create<T>(string name, IReadOnlyList<long> shape, SpanSource<T> elements)
        where T : unmanaged =>
        new(name, SafetensorsTypes.Of<T>(), shape, () => MemoryMarshal.AsBytes(elements()));

    /// <summary>An entry over an array.</summary>
    /// <typeparam name="T">double, long, float or byte.</typeparam>
    public static SafetensorsEntry Create<T>(string name, IReadOnlyList<long> shape, T[] elements)
        where T : unmanaged => Create<T>(name, shape, () => elements);
}
