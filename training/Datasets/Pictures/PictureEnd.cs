using System.Buffers.Binary;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;

namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>
/// Whether the file of a picture goes on to its end, which decoders do not ask: a download that broke off is a picture to them, grey or
/// black from somewhere on. What follows the end is nobody's business; cameras and editors put things there.
/// </summary>
internal static class PictureEnd
{
    /// <summary>True if the first frame's data are all there.</summary>
    /// <param name="file">All bytes of the file, which starts as the format says.</param>
    /// <param name="format">One of those that <see cref="PictureReader"/> reads.</param>
    public static bool IsThere(ReadOnlySpan<byte> file, IImageFormat format) => format switch
    {
        PngFormat => Png(file),
        JpegFormat => Jpeg(file),
        GifFormat => Gif(file),
        BmpFormat => Bmp(file),
        // RIFF: the length of what follows the first eight bytes.
        _ => BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L <= file.Length,
    };

    /// <summary>Chunks of length, type, data and checksum, of which IEND is the last (PNG, third edition, section 5.3).</summary>
    private static bool Png(ReadOnlySpan<byte> file)
    {
        using var data = new MemoryStream();
        for (long at = 8, length; at + 12 <= file.Length; at += 12 + length)
        {
            length = BinaryPrimitives.ReadUInt32BigEndian(file[(int)at..]);
            var type = file.Slice((int)at + 4, 4);
            if (type.SequenceEqual("IEND"u8))
            {
                return PngRows.AreThere(file, data);
            }

            if (type.SequenceEqual("IDAT"u8) && at + 12 + length <= file.Length)
            {
                data.Write(file.Slice((int)at + 8, (int)length));
            }
        }

        return false;
    }

    /// <summary>Segments that say how long they are, and after a scan's header coded data up to a marker (ITU-T T.81, annex B).</summary>
    private static bool Jpeg(ReadOnlySpan<byte> file)
    {
        const byte endOfImage = 0xD9;
        var at = 2;
        while (at + 2 <= file.Length)
        {
            switch (file[at], file[at + 1])
            {
                case (0xFF, endOfImage):
                    return true;
                // Fill bytes, coded data, a stuffed FF among them, and markers without a segment: restarts and TEM.
                case (not 0xFF, _) or (0xFF, 0xFF):
                    at++;
                    break;
                case (0xFF, 0x00 or 0x01 or (>= 0xD0 and <= 0xD7)):
                    at += 2;
                    break;
                case var _ when at + 4 > file.Length:
                    return false;
                default:
                    at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
                    break;
            }
        }

        return false;
    }

    /// <summary>Blocks up to the first image, and its data in parts of up to 255 bytes (GIF89a, sections 15 to 26).</summary>
    private static bool Gif(ReadOnlySpan<byte> file)
    {
        const byte extension = 0x21;
        const byte image = 0x2C;
        var at = 13 + ColourTable(file, 10);
        while (at + 2 < file.Length && file[at] is extension or image)
        {
            var isImage = file[at] == image;
            at += isImage ? 11 + ColourTable(file, at + 9) : 2;
            while (at < file.Length && file[at] > 0)
            {
                at += 1 + file[at];
            }

            // The empty part ends the block.
            at++;
            if (isImage)
            {
                return at <= file.Length;
            }
        }

        return false;
    }

    /// <summary>
    /// Rows padded to four bytes, as many as the header says, or compressed data of a length it names (BITMAPINFOHEADER).
    /// </summary>
    private static bool Bmp(ReadOnlySpan<byte> file)
    {
        const int coreHeader = 12;
        const uint runLengths8 = 1;
        const uint runLengths4 = 2;
        if (file.Length < 38)
        {
            return false;
        }

        var start = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        var isCore = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) == coreHeader;
        long width = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(file[18..]) : BinaryPrimitives.ReadInt32LittleEndian(file[18..]);
        // Negative where the first row is the highest.
        long height = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(file[20..]) : BinaryPrimitives.ReadInt32LittleEndian(file[22..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(file[(isCore ? 24 : 28)..]);
        var isCompressed = !isCore && BinaryPrimitives.ReadUInt32LittleEndian(file[30..]) is runLengths8 or runLengths4;
        var pixels = isCompressed
            ? BinaryPrimitives.ReadUInt32LittleEndian(file[34..])
            : ((width * bits) + 31) / 32 * 4 * Math.Abs(height);
        return start + pixels <= file.Length;
    }

    private static int ColourTable(ReadOnlySpan<byte> file, int flagsAt)
    {
        var flags = flagsAt < file.Length ? file[flagsAt] : 0;
        return (flags & 0x80) != 0 ? 3 * (2 << (flags & 7)) : 0;
    }
}
