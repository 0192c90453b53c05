using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gan.Onnx.Training.Engine;

/// <summary>Zero-initialised floats outside the garbage collector's reach, aligned to a cache line, so that ONNX Runtime and SIMD code share them.</summary>
public sealed unsafe class NativeBuffer : IDisposable
{
    /// <summary>Bytes that every buffer, and every parameter inside one, is aligned to.</summary>
    public const int Alignment = 64;

    private float* _pointer;

    /// <summary>A buffer of <paramref name="length"/> floats.</summary>
    public NativeBuffer(long length)
    {
        Length = checked((int)length);
        var bytes = (nuint)Math.Max(length, 1) * sizeof(float);
        _pointer = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_pointer, bytes);
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>The floats.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    public Span<float> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return new Span<float>(_pointer, Length);
        }
    }

    /// <summary>A part of the buffer as a tensor that ONNX Runtime reads and writes in place. It must not outlive the buffer.</summary>
    public OrtValue View(int offset, long[] shape)
    {
        var part = Span.Slice(offset, checked((int)shape.Aggregate(1L, (product, size) => product * size)));
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, (nint)(_pointer + offset), part.Length * (long)sizeof(float));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
