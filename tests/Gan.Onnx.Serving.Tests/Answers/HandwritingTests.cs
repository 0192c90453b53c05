using Gan.Onnx.Serving.Answers;

namespace Gan.Onnx.Serving.Tests.Answers;

public class HandwritingTests
{
    [Theory]
    [InlineData("7", 28)]
    [InlineData("77", 48)]
    [InlineData("7-7", 60)]
    [InlineData("7.7", 56)]
    [InlineData("12:34", 96)]
    [InlineData("1 2/3", 92)]
    public void Is_as_wide_as_its_signs(string text, int width) => Assert.Equal(width, new Handwriting(text, 28, 28).Width);

    [Fact]
    public void Knows_its_digits() => Assert.Equal([2, 0, 2, 6, 1, 1], new Handwriting("2026-11.", 28, 28).Digits);

    [Fact]
    public void Digits_stand_side_by_side_and_the_brighter_pixel_stays()
    {
        var greys = new byte[2 * 784];
        greys.AsSpan(0, 784).Fill(100);
        greys.AsSpan(784).Fill(60);

        var picture = Draw("12", greys);

        // Columns 0 to 27 are the first digit's, 20 to 47 the second's.
        Assert.Equal([100, 100, 60, 60], new[] { picture[0], picture[27], picture[28], picture[47] });
    }

    [Theory]
    [InlineData("0-0", 2 * 8, 14)]
    [InlineData("0.0", 2 * 2, 22)]
    [InlineData("0:0", 2 * 2 * 2, 10)]
    [InlineData("0 0", 0, 0)]
    [InlineData("0/0", 2 * 20, 4)]
    public void Other_signs_are_drawn_with_a_pen_of_two_pixels(string text, int ink, int firstRow)
    {
        var picture = Draw(text, new byte[2 * 784]);
        var width = new Handwriting(text, 28, 28).Width;

        Assert.Equal(ink, picture.Count(grey => grey == 255));
        Assert.Equal(ink > 0 ? firstRow : -1, Array.IndexOf(picture, (byte)255) is >= 0 and var place ? place / width : -1);
        Assert.All(picture.Index().Where(pixel => pixel.Item == 255), pixel => Assert.InRange(pixel.Index % width, 24, width - 25));
    }

    private static byte[] Draw(string text, byte[] greys)
    {
        var line = new Handwriting(text, 28, 28);
        var picture = new byte[28 * line.Width];
        line.Draw(greys, picture);
        return picture;
    }
}
