using Gan.Onnx.Training.Datasets.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Gan.Onnx.Training.Tests.Datasets.Pictures;

/// <summary>What becomes of pictures that are not square, and of transparent ones.</summary>
public sealed class PictureFormTests : IDisposable
{
    private static readonly Background Dark = new(10, 20, 30);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Wide_picture_is_cropped_fitted_or_stretched()
    {
        // Quarters of the width: 0, 100, 100, 200.
        using var picture = new Image<L8>(16, 8, new L8(100));
        picture.Mutate(step => step.ProcessPixelRowsAsVector4((row, _) =>
        {
            row[..4].Fill(new System.Numerics.Vector4(0, 0, 0, 1));
            row[12..].Fill(new System.Numerics.Vector4(200 / 255f, 200 / 255f, 200 / 255f, 1));
        }));

        Assert.Equal(Rows("100 100 100 100", 4), Read(picture, PictureResize.Crop));
        var (fitted, stretched) = (Read(picture, PictureResize.Fit, new Background(20, 20, 20)), Read(picture, PictureResize.Stretch));
        Assert.Equal(Rows("20 20 20 20", 1), fitted[..4]);
        Assert.Equal(Rows("20 20 20 20", 1), fitted[12..]);
        // A pixel is a mean that takes a little of its neighbours.
        Assert.All([fitted[4..8], fitted[8..12], stretched[..4], stretched[12..]], row =>
        {
            Assert.InRange(row[0], 0, 25);
            Assert.InRange(row[1], 75, 100);
            Assert.InRange(row[2], 100, 125);
            Assert.InRange(row[3], 175, 200);
        });
    }

    [Fact]
    public void High_picture_is_fitted_between_borders_left_and_right()
    {
        using var picture = new Image<L8>(4, 8, new L8(100));

        Assert.Equal(Rows("255 100 100 255", 4), Read(picture, PictureResize.Fit));
    }

    [Fact]
    public void Very_long_picture_keeps_a_row()
    {
        using var picture = new Image<L8>(400, 1, new L8(0));

        Assert.Equal(4, Read(picture, PictureResize.Fit).Count(level => level == 0));
    }

    [Fact]
    public void Transparent_pixels_and_borders_have_the_background_s_colour()
    {
        using var picture = new Image<Rgba32>(8, 4, new Rgba32(255, 255, 255, 0));

        Assert.Equal([.. Levels(10), .. Levels(20), .. Levels(30)], Read(picture, PictureResize.Fit, Dark, channels: 3));
        Assert.Equal([.. Levels(10), .. Levels(20), .. Levels(30)], Read(picture, PictureResize.Crop, Dark, channels: 3));
    }

    [Theory]
    [InlineData("white", 255, 255, 255)]
    [InlineData("black", 0, 0, 0)]
    [InlineData("#0a141E", 10, 20, 30)]
    public void Colours_are_words_or_numbers(string text, int red, int green, int blue) =>
        Assert.Equal(new Background((byte)red, (byte)green, (byte)blue), Background.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("grey")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("1234567")]
    public void Other_words_are_none(string text) => Assert.Null(Background.Parse(text));

    private static byte[] Rows(string row, int count) =>
        [.. Enumerable.Repeat(row.Split(' ').Select(byte.Parse), count).SelectMany(all => all)];

    private static byte[] Levels(byte level) => [.. Enumerable.Repeat(level, 16)];

    private byte[] Read(Image picture, PictureResize resize, Background? background = null, int channels = 1)
    {
        picture.SaveAsPng(_folder["x.png"]);
        var form = new PictureForm(4, channels, resize, background ?? Background.White);
        return PictureReader.ReadAsync(_folder["x.png"], form, CancellationToken.None).GetAwaiter().GetResult();
    }
}
