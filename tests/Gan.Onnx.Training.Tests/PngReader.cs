using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Training.Tests;

/// <summary>Reads 8-bit grey PNG files without filters or interlacing.</summary>
internal static class PngReader
{
    public static GreyImage Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], bytes[..8]);
        var (width, height) = (0, 0);
        using var compressed = new MemoryStream();
        for (var position = 8; position < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(position));
            var data = bytes.AsSpan(position + 8, length);
            switch (Encoding.ASCII.GetString(bytes, position + 4, 4))
            {
                case "IHDR":
                    (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                    Assert.Equal([8, 0, 0, 0, 0], data[8..].ToArray());
                    break;
                case "IDAT":
                    compressed.Write(data);
                    break;
            }

            position += length + 12;
        }

        compressed.Position = 0;
        using var rows = new ZLibStream(compressed, CompressionMode.Decompress);
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(0, rows.ReadByte());
            rows.ReadExactly(pixels.AsSpan(y * width, width));
        }

        return new GreyImage(width, height, pixels);
    }
}
