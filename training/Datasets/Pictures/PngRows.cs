using System.Buffers.Binary;
using System.IO.Compression;

namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>
/// Whether a PNG's compressed data hold all of its rows. ImageSharp 2.1 leaves black what they lack, and never comes back from an
/// interlaced picture of which some is missing; checksums say nothing about either where the file was written so.
/// </summary>
internal static class PngRows
{
    private const int HeaderAt = 16;

    /// <summary>Adam7's passes: column and row of the first pixel, distances of the next ones (PNG, third edition, 8.1).</summary>
    private static readonly (int Left, int Top, int Across, int Down)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>True if as many bytes come out as the header announces.</summary>
    /// <param name="file">The file, which starts with its IHDR.</param>
    /// <param name="data">What its IDAT chunks hold, one after the other.</param>
    /// <exception cref="InvalidDataException">The data cannot be decompressed.</exception>
    public static bool AreThere(ReadOnlySpan<byte> file, MemoryStream data)
    {
        data.Position = 0;
        using var rows = new ZLibStream(data, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[1 << 16];
        var missing = Length(file[HeaderAt..]);
        while (missing > 0 && rows.Read(buffer) is > 0 and var read)
        {
            missing -= read;
        }

        return missing <= 0;
    }

    /// <summary>Bytes of all rows, each with the one that names its filter.</summary>
    private static long Length(ReadOnlySpan<byte> header)
    {
        long width = BinaryPrimitives.ReadInt32BigEndian(header);
        long height = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        var isInterlaced = header[12] == 1;
        var samples = header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var bits = samples * header[8];
        return isInterlaced
            ? Adam7.Sum(pass => Rows(Count(width, pass.Left, pass.Across), Count(height, pass.Top, pass.Down), bits))
            : Rows(width, height, bits);
    }

    private static long Count(long size, int first, int distance) => (size - first + distance - 1) / distance;

    private static long Rows(long width, long height, int bits) => width > 0 ? height * (1 + (((width * bits) + 7) / 8)) : 0;
}
