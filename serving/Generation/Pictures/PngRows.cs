using System.Numerics.Tensors;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>
/// Rows as PNG stores them: a byte that names the filter, and the row (PNG specification, third edition, section 9). Greys stand as they
/// are; colours as their differences to the pixel on the left, since runs of one colour are no runs of one byte otherwise.
/// </summary>
internal static class PngRows
{
    private const byte NoFilter = 0;
    private const byte SubFilter = 1;
    private const byte UpFilter = 2;

    /// <summary>Bytes of a stored row.</summary>
    public static int Stride(Picture picture) => (picture.Width * picture.Channels) + 1;

    /// <summary>Stores a row.</summary>
    /// <param name="row">Of a picture of so many channels.</param>
    /// <param name="channels"><see cref="Picture.Grey"/> or <see cref="Picture.Colour"/>.</param>
    /// <param name="stored">One byte more than the row, overwritten.</param>
    public static void Store(ReadOnlySpan<byte> row, int channels, Span<byte> stored)
    {
        if (channels == Picture.Grey)
        {
            stored[0] = NoFilter;
            row.CopyTo(stored[1..]);
            return;
        }

        stored[0] = SubFilter;
        row[..channels].CopyTo(stored[1..]);
        TensorPrimitives.Subtract(row[channels..], row[..^channels], stored[(1 + channels)..]);
    }

    /// <summary>Stores a row that is the same as the one above it.</summary>
    public static void StoreSame(Span<byte> stored)
    {
        stored[0] = UpFilter;
        stored[1..].Clear();
    }
}
