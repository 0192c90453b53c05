using System.Buffers;
using System.IO.Compression;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Serving.Tests.Generation.Pictures;

public class PngEncoderTests
{
    public static TheoryData<string> Encoders =>
    [
        "runs", "zlib-none", "zlib-fastest", "zlib-optimal", "zlib-smallest", "extensions",
        "imagesharp-fastest", "imagesharp-optimal", "imagesharp-smallest",
    ];

    [Theory]
    [MemberData(nameof(Encoders))]
    public void An_independent_decoder_reads_the_same_pixels(string encoder)
    {
        foreach (var (width, height) in new[] { (1, 1), (28, 28), (112, 112), (280, 280), (3, 200), (1000, 2), (700, 700), (70_000, 2) })
        {
            var image = Noise(width, height);

            var decoded = ImageDecoder.Decode(Encode(encoder, image));

            Assert.Equal((width, height), (decoded.Width, decoded.Height));
            Assert.True(image.Pixels.Span.SequenceEqual(decoded.Pixels.Span), $"{encoder}, {width}×{height}: pixels differ");
        }
    }

    [Theory]
    [InlineData("zlib-optimal")]
    [InlineData("imagesharp-optimal")]
    public void Three_chunks_make_a_greyscale_png(string encoder)
    {
        var png = Encode(encoder, Noise(5, 3));

        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        Assert.Equal("IHDR"u8, png.AsSpan(12, 4));
        Assert.Equal([0, 0, 0, 5, 0, 0, 0, 3, 8, 0, 0, 0, 0], png[16..29]);
        Assert.Equal("IDAT"u8, png.AsSpan(37, 4));
        // The end chunk is the same in every PNG file, its checksum included.
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], png[^12..]);
    }

    [Fact]
    public void Several_threads_share_an_encoder()
    {
        var images = Enumerable.Range(1, 8).Select(i => Noise(20 * i, 30)).ToArray();
        var encoder = new ZlibPngEncoder(CompressionLevel.Fastest);
        byte[][] expected = [.. images.Select(image => Encode(encoder, image))];

        Parallel.For(0, 200, i => Assert.Equal(expected[i % 8], Encode(encoder, images[i % 8])));
    }

    [Theory]
    [InlineData(0, 1_000_000)]
    [InlineData(0, 1009)]
    [InlineData(1, 1_000_000)]
    [InlineData(1, 1009)]
    [InlineData(2, 1_000_000)]
    [InlineData(2, 1009)]
    [InlineData(3, 1_000_000)]
    [InlineData(3, 1009)]
    [InlineData(4, 1_000_000)]
    [InlineData(4, 1009)]
    public void Runs_of_any_length_come_back(int sample, int piece)
    {
        // Runs of 1 to 600 bytes, short ones at any place, and hardly any; with codes made for unlike data.
        var random = new System.Random(1);
        byte[] data =
        [
            .. Enumerable.Range(1, 600).SelectMany(length => Enumerable.Repeat((byte)(length * 37), length)),
            .. Enumerable.Range(0, 20_000).Select(_ => (byte)random.Next(3)),
            .. Enumerable.Range(0, 20_000).Select(_ => (byte)random.Next(256)),
        ];
        var code = HuffmanCode.For(sample switch
        {
            0 => [],
            1 => data,
            2 => new byte[100_000],
            3 => [.. Enumerable.Range(0, 256).Select(value => (byte)value)],
            _ => Fibonacci(),
        });
        var compressed = new byte[2 * RunLengthDeflate.MaximumLength(data.Length)];

        var stream = new RunLengthDeflate(code);
        var length = 0;
        for (var start = 0; start < data.Length; start += piece)
        {
            var end = Math.Min(start + piece, data.Length);
            length += stream.Write(data.AsSpan(start, end - start), compressed.AsSpan(length), end == data.Length);
        }

        using var zlib = new ZLibStream(new MemoryStream(compressed, 0, length), CompressionMode.Decompress);
        using var found = new MemoryStream();
        zlib.CopyTo(found);
        Assert.Equal(data, found.ToArray());
    }

    [Fact]
    public void Scaled_pictures_are_hardly_larger()
    {
        var intensities = Array.ConvertAll(Noise(28, 28).Pixels.ToArray(), grey => grey / 255f);
        var once = Encode("runs", new ImageGrid(1).Draw(intensities, 28, 28)).Length;

        Assert.InRange(Encode("runs", new ImageGrid(1, 8).Draw(intensities, 28, 28)).Length, once, 4 * once);
    }

    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(2, 2, 3)]
    [InlineData(70_000, 70_000, 4)]
    public void A_picture_needs_as_many_pixels_as_its_sides_say(int width, int height, int pixels) =>
        Assert.Throws<ArgumentException>(() => new Picture(width, height, new byte[pixels]));

    internal static byte[] Encode(string name, Picture image)
    {
        if (name == "runs")
        {
            return Encode(new RunLengthPngEncoder(Noise(30, 30)), image);
        }

        using var extensions = name == "extensions" ? new ExtensionsPngEncoder() : null;
        var level = name[(name.IndexOf('-') + 1)..] switch
        {
            "none" => CompressionLevel.NoCompression,
            "fastest" => CompressionLevel.Fastest,
            "optimal" => CompressionLevel.Optimal,
            _ => CompressionLevel.SmallestSize,
        };
        IPngEncoder other = name.StartsWith("imagesharp") ? new ImageSharpPngEncoder(level) : new ZlibPngEncoder(level);
        return Encode(extensions ?? other, image);
    }

    private static byte[] Encode(IPngEncoder encoder, Picture image)
    {
        var buffer = new ArrayBufferWriter<byte>();
        encoder.Encode(image, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Values as frequent as the Fibonacci numbers, whose best code is longer than any that deflate allows.</summary>
    private static byte[] Fibonacci()
    {
        List<byte> bytes = [];
        var (previous, count) = (1, 1);
        for (var value = 0; value < 24; value++)
        {
            for (var i = 0; i < count; i++)
            {
                // Two values in turn make no runs.
                bytes.Add((byte)value);
                bytes.Add((byte)(255 - value));
            }

            (previous, count) = (count, previous + count);
        }

        return [.. bytes];
    }

    private static Picture Noise(int width, int height)
    {
        var words = new uint[width * height];
        new RandomStream(1, 0).Bits(words, (ulong)width);
        return new Picture(width, height, Array.ConvertAll(words, word => word % 3 == 0 ? (byte)(word >> 24) : (byte)0));
    }
}
