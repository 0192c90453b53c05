namespace Gan.Onnx.Serving.Answers;

/// <summary>
/// Lays a number out on one line: its digits are generated images whose margins overlap, everything between is drawn plainly, on the
/// same baseline and as thick as a pen.
/// </summary>
/// <param name="text">Digits, dashes, points, colons, slashes and spaces.</param>
/// <param name="imageWidth">Pixels across a digit, 28.</param>
/// <param name="imageHeight">Pixels down a digit, 28.</param>
internal readonly struct Handwriting(string text, int imageWidth, int imageHeight)
{
    private const byte White = 255;
    private const int Pen = 2;

    // A digit's ink fills the middle 20 of its 28 columns (LeCun et al., the MNIST database), so neighbours may share the rest.
    private int DigitAdvance => imageWidth * 5 / 7;

    private int SignAdvance => imageWidth * 3 / 7;

    private int PointAdvance => imageWidth * 2 / 7;

    private int Baseline => imageHeight * 6 / 7;

    /// <summary>Pixels across the line.</summary>
    public int Width => text.Sum(Advance) + imageWidth - DigitAdvance;

    /// <summary>The digits alone, in their order.</summary>
    public int[] Digits => [.. text.Where(char.IsAsciiDigit).Select(digit => digit - '0')];

    /// <summary>Draws the line.</summary>
    /// <param name="greys">[digits, imageHeight, imageWidth].</param>
    /// <param name="picture">[imageHeight, <see cref="Width"/>], overwritten.</param>
    public void Draw(ReadOnlySpan<byte> greys, Span<byte> picture)
    {
        picture.Clear();
        var margin = (imageWidth - DigitAdvance) / 2;
        var left = margin;
        foreach (var sign in text)
        {
            if (char.IsAsciiDigit(sign))
            {
                DrawDigit(greys[..(imageWidth * imageHeight)], picture, left - margin);
                greys = greys[(imageWidth * imageHeight)..];
            }
            else
            {
                DrawSign(sign, picture, left);
            }

            left += Advance(sign);
        }
    }

    private int Advance(char sign) => char.IsAsciiDigit(sign) ? DigitAdvance : sign is '.' or ':' ? PointAdvance : SignAdvance;

    /// <summary>Where neighbours overlap, the brighter pixel stays.</summary>
    private void DrawDigit(ReadOnlySpan<byte> greys, Span<byte> picture, int left)
    {
        for (var y = 0; y < imageHeight; y++)
        {
            for (var x = 0; x < imageWidth; x++)
            {
                ref var pixel = ref picture[(y * Width) + left + x];
                pixel = Math.Max(pixel, greys[(y * imageWidth) + x]);
            }
        }
    }

    private void DrawSign(char sign, Span<byte> picture, int left)
    {
        var middle = imageHeight / 2;
        var centre = left + (Advance(sign) / 2) - (Pen / 2);
        switch (sign)
        {
            case '-':
                Fill(picture, left + Pen, middle, Advance(sign) - (2 * Pen));
                break;
            case '.':
                Fill(picture, centre, Baseline - Pen, Pen);
                break;
            case ':':
                Fill(picture, centre, middle - (2 * Pen), Pen);
                Fill(picture, centre, middle + (2 * Pen), Pen);
                break;
            case '/':
                var top = imageHeight / 7;
                for (var y = top; y < Baseline; y++)
                {
                    var x = (Baseline - y) * (Advance(sign) - (2 * Pen)) / (Baseline - top);
                    picture.Slice((y * Width) + left + (Pen / 2) + x, Pen).Fill(White);
                }

                break;
        }
    }

    /// <summary>A bar as high as the pen is thick.</summary>
    private void Fill(Span<byte> picture, int left, int top, int width)
    {
        for (var y = top; y < top + Pen; y++)
        {
            picture.Slice((y * Width) + left, width).Fill(White);
        }
    }
}
