using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Augmentations;

/// <summary>
/// Changes a picture's brightness, then its saturation, then its contrast: x + b; s·(x − m) + m with m the pixel's mean over the channels;
/// c·(x − m) + m with m the picture's mean (<c>rand_brightness</c>, <c>rand_saturation</c>, <c>rand_contrast</c> of Zhao et al. 2020). b, s
/// and c are uniform around 0, 1 and 1, and fed as they are. Grey pictures have no saturation.
/// </summary>
/// <param name="Brightness">The largest b, black and white being −1 and 1 (theirs: 0.5).</param>
/// <param name="Saturation">How far s may be from 1 (theirs: 1).</param>
/// <param name="Contrast">How far c may be from 1 (theirs: 0.5).</param>
public sealed record Color(
    [Within(0.0, 2.0)] double Brightness, [Within(0.0, 1.0)] double Saturation, [Within(0.0, 1.0)] double Contrast) : Augmentation
{
    /// <inheritdoc/>
    public override int Draws => 3;

    /// <inheritdoc/>
    public override Shape FeedShape(int side) => Shape.Of(3, 1, 1);

    /// <inheritdoc/>
    public override void Keep(Span<float> feed, int side) => (feed[0], feed[1], feed[2]) = (0, 1, 1);

    /// <inheritdoc/>
    public override void Change(Span<float> feed, int side, ReadOnlySpan<float> uniform)
    {
        feed[0] = Around(0, Brightness, uniform[0]);
        feed[1] = Around(1, Saturation, uniform[1]);
        feed[2] = Around(1, Contrast, uniform[2]);
    }

    /// <inheritdoc/>
    public override Value Apply(Value pictures, Value feed)
    {
        var brighter = pictures + feed.Slice(1, 0, 1);
        var saturated = pictures.Shape[1] == 1 ? brighter : Stretched(brighter, feed.Slice(1, 1, 2), 1);
        return Stretched(saturated, feed.Slice(1, 2, 3), 1, 2, 3);
    }

    private static Value Stretched(Value x, Value factor, params int[] axes)
    {
        var mean = x.ReduceMean(axes, keepDims: true);
        return ((x - mean) * factor) + mean;
    }

    private static float Around(double middle, double reach, float uniform) => (float)(middle + (reach * ((2 * uniform) - 1)));
}
