namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>What every picture of a set is made into.</summary>
/// <param name="Side">Width and height of the image.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Resize">How a picture becomes a square.</param>
/// <param name="Background">What is behind transparent pixels, and around a picture that is fitted in.</param>
public sealed record PictureForm(int Side, int Channels, PictureResize Resize, Background Background)
{
    /// <summary>The middle square, on white.</summary>
    public PictureForm(int side, int channels)
        : this(side, channels, PictureResize.Crop, Background.White)
    {
    }

    /// <summary>Bytes of one image.</summary>
    public int Length => Channels * Side * Side;

    /// <summary>[count, side, side], or [count, 3, side, side] in colour.</summary>
    public int[] ShapeOf(int count) => Channels == 1 ? [count, Side, Side] : [count, Channels, Side, Side];
}
