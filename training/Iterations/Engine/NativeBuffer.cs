using System.Runtime.InteropServices;
using Gan.Onnx.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>
/// Zero-initialised elements outside the garbage collector's reach, aligned to a cache line, so that ONNX Runtime and SIMD code share them.
/// </summary>
public sealed unsafe class NativeBuffer : IDisposable
{
    /// <summary>Bytes that every buffer, and every parameter inside one, is aligned to.</summary>
    public const int Alignment = 64;

    private byte* _pointer;

    /// <summary>A buffer of <paramref name="length"/> elements.</summary>
    public NativeBuffer(long length, ElementType element = ElementType.Float)
    {
        Length = checked((int)length);
        Element = element;
        var bytes = (nuint)Math.Max(length, 1) * (nuint)element.ByteSize();
        _pointer = (byte*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_pointer, bytes);
    }

    /// <summary>The type of the elements.</summary>
    public ElementType Element { get; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements of a buffer of floats.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public Span<float> Span => Elements<float>();

    /// <summary>The elements.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public Span<T> Elements<T>()
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_pointer is null, this);
        return ElementTypes.Of<T>() == Element
            ? new Span<T>(_pointer, Length)
            : throw new InvalidOperationException(
                $"The buffer holds {Element} elements, and was asked for {typeof(T).Name}. Ask for its own type.");
    }

    /// <summary>A part of the buffer as a tensor that ONNX Runtime reads and writes in place. It must not outlive the buffer.</summary>
    public OrtValue View(int offset, long[] shape)
    {
        ObjectDisposedException.ThrowIf(_pointer is null, this);
        var length = shape.Aggregate(1L, (product, size) => product * size);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, (long)Length - offset);
        var bytes = Element.ByteSize();
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, (TensorElementType)Element, shape, (nint)(_pointer + ((long)offset * bytes)), length * bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
