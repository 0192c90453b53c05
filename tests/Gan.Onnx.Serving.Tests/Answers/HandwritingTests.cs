using System.Globalization;
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

    [Theory]
    // A digit's ink takes 20 of 28 columns, after a margin of 4: a sign starts at column 24.
    [InlineData('-', 28, 28, 60, "14:26-33 15:26-33")]
    [InlineData('.', 28, 28, 56, "22:27-28 23:27-28")]
    [InlineData(':', 28, 28, 56, "10:27-28 11:27-28 18:27-28 19:27-28")]
    // Half as wide and half as high again: every place is measured in its own direction.
    [InlineData('-', 14, 42, 30, "21:14-15 22:14-15")]
    [InlineData('.', 14, 42, 28, "34:13-14 35:13-14")]
    [InlineData(':', 14, 42, 28, "17:13-14 18:13-14 25:13-14 26:13-14")]
    public void A_sign_is_drawn_at_its_place(char sign, int imageWidth, int imageHeight, int width, string ink)
    {
        var (found, rows) = InkOf($"0{sign}0", imageWidth, imageHeight);

        Assert.Equal((width, ink), (found, string.Join(' ', rows)));
    }

    [Theory]
    [InlineData(28, 28, 4, 23, 33, 25)]
    [InlineData(14, 42, 6, 35, 15, 13)]
    public void A_slash_rises_from_the_baseline_to_the_top_of_the_digits(
        int imageWidth, int imageHeight, int top, int bottom, int leftAtTop, int leftAtBottom)
    {
        var (_, rows) = InkOf("0/0", imageWidth, imageHeight);

        Assert.Equal(bottom - top + 1, rows.Count);
        Assert.Equal(
            ($"{top}:{leftAtTop}-{leftAtTop + 1}", $"{bottom}:{leftAtBottom}-{leftAtBottom + 1}"), (rows[0], rows[^1]));
        // From row to row it never leans back, and never leaves a gap.
        int[] lefts = [.. rows.Select(row => int.Parse(row[(row.IndexOf(':') + 1)..row.IndexOf('-')], CultureInfo.InvariantCulture))];
        Assert.All(lefts.Zip(lefts.Skip(1)), pair => Assert.InRange(pair.First - pair.Second, 0, 1));
    }

    [Fact]
    public void Digits_and_signs_follow_each_other()
    {
        var greys = new byte[3 * 784];
        // The middle of each digit is marked.
        foreach (var digit in new[] { 0, 1, 2 })
        {
            greys[(digit * 784) + (13 * 28) + 14] = (byte)(100 + digit);
        }

        var picture = Draw("1 2.3", greys);

        var row = picture.AsSpan(13 * new Handwriting("1 2.3", 28, 28).Width).ToArray();
        Assert.Equal([14, 14 + 20 + 12, 14 + 20 + 12 + 20 + 8], new byte[] { 100, 101, 102 }.Select(grey => Array.IndexOf(row, grey)));
    }

    [Fact]
    public void What_was_there_before_is_drawn_over()
    {
        var line = new Handwriting("0", 28, 28);
        var picture = new byte[28 * line.Width];
        picture.AsSpan().Fill(9);

        line.Draw(new byte[784], picture);

        Assert.All(picture, grey => Assert.Equal(0, grey));
    }

    /// <summary>The width of a line whose digits are blank, and each row's white from the first column to the last.</summary>
    private static (int Width, List<string> Rows) InkOf(string text, int imageWidth, int imageHeight)
    {
        var line = new Handwriting(text, imageWidth, imageHeight);
        var picture = new byte[imageHeight * line.Width];
        line.Draw(new byte[text.Length * imageWidth * imageHeight], picture);
        var rows = new List<string>();
        for (var y = 0; y < imageHeight; y++)
        {
            var row = picture.AsSpan(y * line.Width, line.Width);
            if (row.Contains((byte)255))
            {
                var (first, last) = (row.IndexOf((byte)255), row.LastIndexOf((byte)255));
                Assert.Equal(last - first + 1, row.Count((byte)255));
                rows.Add($"{y}:{first}-{last}");
            }
        }

        return (line.Width, rows);
    }

    private static byte[] Draw(string text, byte[] greys)
    {
        var line = new Handwriting(text, 28, 28);
        var picture = new byte[28 * line.Width];
        line.Draw(greys, picture);
        return picture;
    }
}
