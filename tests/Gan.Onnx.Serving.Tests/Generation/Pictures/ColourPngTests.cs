using System.Buffers;
using System.IO.Compression;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Serving.Tests.Generation.Pictures;

public sealed class ColourPngTests
{
    public static TheoryData<string> Encoders => PngEncoderTests.Encoders;

    [Theory]
    [MemberData(nameof(Encoders))]
    public void An_independent_decoder_reads_the_same_colours(string encoder)
    {
        foreach (var (width, height) in new[] { (1, 1), (2, 1), (1, 5), (32, 20), (64, 64), (10_000, 3), (257, 130) })
        {
            var image = Noise(width, height);

            var decoded = ImageDecoder.DecodeColour(PngEncoderTests.Encode(encoder, image));

            Assert.Equal((width, height), (decoded.Width, decoded.Height));
            Assert.True(image.Pixels.Span.SequenceEqual(decoded.Pixels.Span), $"{encoder}, {width}×{height}: pixels differ");
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Header_says_truecolour_of_8_bits(string encoder)
    {
        var png = PngEncoderTests.Encode(encoder, Noise(5, 3));

        Assert.Equal([0, 0, 0, 5, 0, 0, 0, 3, 8, 2, 0, 0, 0], png[16..29]);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("zlib-fastest")]
    [InlineData("imagesharp-fastest")]
    public void One_colour_takes_hardly_any_room(string encoder)
    {
        byte[] orange = [230, 159, 0];
        var image = new Picture(256, 256, Enumerable.Repeat(orange, 65_536).SelectMany(pixel => pixel).ToArray(), Picture.Colour);

        Assert.InRange(PngEncoderTests.Encode(encoder, image).Length, 100, 4000);
    }

    [Fact]
    public void An_animation_has_its_colours()
    {
        var frames = new[] { Noise(9, 7), Noise(9, 7) };
        var png = new ArrayBufferWriter<byte>();
        new AnimatedPng(CompressionLevel.Fastest).Encode(frames, 50, png);

        Assert.Equal(frames[0].Pixels.ToArray(), ImageDecoder.DecodeColour(png.WrittenSpan.ToArray()).Pixels.ToArray());
    }

    [Fact]
    public void An_animation_of_greys_and_colours_is_refused() => Assert.Throws<ArgumentException>(
        () => new AnimatedPng(CompressionLevel.Fastest).Encode(
            [Noise(9, 7), new Picture(9, 7, new byte[63])], 50, new ArrayBufferWriter<byte>()));

    [Theory]
    [InlineData(2, 8)]
    [InlineData(4, 16)]
    [InlineData(3, 11)]
    public void A_picture_has_one_channel_or_three(int channels, int values) =>
        Assert.Throws<ArgumentException>(() => new Picture(2, 2, new byte[values], channels));

    [Fact]
    public void A_grid_keeps_each_pixel_s_channels_together()
    {
        // Two images of 2 by 1 pixels: reds, greens, blues.
        float[] images = [1, 0, 0, 0.2f, 0.4f, 0, 0, 1, 1, 0, 0, 0.6f];

        var grid = new ImageGrid(Columns: 2, Scale: 2, Padding: 1).Draw(images, 2, 1, Picture.Colour);

        byte[] row = [255, 0, 102, 255, 0, 102, 0, 51, 0, 0, 51, 0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 255, 0, 153, 255, 0, 153];
        Assert.Equal((10, 2, 3), (grid.Width, grid.Height, grid.Channels));
        Assert.Equal([.. row, .. row], grid.Pixels.ToArray());
    }

    [Theory]
    [InlineData(3, 4, 11)]
    [InlineData(2, 4, 8)]
    [InlineData(3, 0, 12)]
    public void Planes_are_those_of_whole_images(int channels, int area, int values) =>
        Assert.Throws<ArgumentException>(() => Planes.Quantize(new float[values], channels, area, new byte[values]));

    /// <summary>Some rows repeat the one above, some pixels the one on the left.</summary>
    private static Picture Noise(int width, int height)
    {
        var random = new System.Random(width + height);
        var pixels = new byte[3 * width * height];
        random.NextBytes(pixels);
        for (var y = 1; y < height; y += 3)
        {
            pixels.AsSpan(3 * width * (y - 1), 3 * width).CopyTo(pixels.AsSpan(3 * width * y));
        }

        for (var i = 1; i < width * height; i += 2)
        {
            pixels.AsSpan(3 * (i - 1), 3).CopyTo(pixels.AsSpan(3 * i));
        }

        return new Picture(width, height, pixels, Picture.Colour);
    }
}
