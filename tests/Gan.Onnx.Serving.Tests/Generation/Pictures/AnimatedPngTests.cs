using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Serving.Tests.Generation.Pictures;

public class AnimatedPngTests
{
    [Fact]
    public void Chunks_stand_in_the_specification_s_order_with_good_checksums()
    {
        var png = Encode(Frames(3, 5, 4));

        Assert.Equal(["IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"], Chunks(png).Select(chunk => chunk.Type));
    }

    [Fact]
    public void Animation_control_names_the_frames_and_plays_without_end() =>
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 0], Chunks(Encode(Frames(3, 5, 4))).Single(chunk => chunk.Type == "acTL").Data);

    [Fact]
    public void Frame_controls_and_later_frames_count_as_one_sequence()
    {
        var numbered = Chunks(Encode(Frames(4, 5, 4))).Where(chunk => chunk.Type is "fcTL" or "fdAT");

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], numbered.Select(chunk => BinaryPrimitives.ReadInt32BigEndian(chunk.Data)));
    }

    [Fact]
    public void Frame_control_gives_size_and_delay()
    {
        var control = Chunks(Encode(Frames(2, 5, 4))).Last(chunk => chunk.Type == "fcTL").Data;

        // Sequence 1, 5×4 at (0, 0), 40/1000 s, no disposal, no blending.
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 3, 232, 0, 0], control);
    }

    [Fact]
    public void Every_frame_comes_back()
    {
        var frames = Frames(3, 28, 20);

        byte[][] data =
        [
            .. Chunks(Encode(frames))
                .Where(chunk => chunk.Type is "IDAT" or "fdAT")
                .Select(chunk => chunk.Type == "IDAT" ? chunk.Data : chunk.Data[4..]),
        ];

        Assert.Equal(frames.Select(frame => frame.Pixels.ToArray()), data.Select(stream => Pixels(stream, 28, 20)));
    }

    [Fact]
    public void Decoder_that_knows_no_animation_shows_the_first_frame()
    {
        var frames = Frames(3, 28, 28);

        Assert.Equal(frames[0].Pixels.ToArray(), ImageDecoder.Decode(Encode(frames)).Pixels.ToArray());
    }

    [Fact]
    public void Frames_of_two_sizes_are_refused() =>
        Assert.Throws<ArgumentException>(() => Encode([.. Frames(1, 5, 4), .. Frames(1, 4, 5)]));

    [Fact]
    public void No_frames_are_refused() => Assert.Throws<ArgumentException>(() => Encode([]));

    private static byte[] Encode(Picture[] frames)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new AnimatedPng(CompressionLevel.Optimal).Encode(frames, 40, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static Picture[] Frames(int count, int width, int height) =>
        [
            .. Enumerable.Range(1, count).Select(frame => new Picture(
                width, height, Enumerable.Range(0, width * height).Select(pixel => (byte)(pixel * frame)).ToArray())),
        ];

    private static List<(string Type, byte[] Data)> Chunks(byte[] png)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            Assert.Equal(BitwiseCrc32(png.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }

        return chunks;
    }

    // Bit by bit, without the tables under test.
    private static uint BitwiseCrc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }

    private static byte[] Pixels(byte[] stream, int width, int height)
    {
        using var rows = new ZLibStream(new MemoryStream(stream), CompressionMode.Decompress);
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(0, rows.ReadByte());
            rows.ReadExactly(pixels, y * width, width);
        }

        Assert.Equal(-1, rows.ReadByte());
        return pixels;
    }
}
