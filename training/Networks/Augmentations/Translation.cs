using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Augmentations;

/// <summary>
/// Moves a picture by whole pixels, each axis by a number of its own; what comes in from outside is grey (Zhao et al. 2020, section 4,
/// <c>rand_translation</c> of their program). Fed as two matrices of 0 and 1, so that it is two products: rows · x · columns.
/// </summary>
/// <param name="Share">The farthest move as a share of the side (theirs: 0.125), rounded to pixels, halves up.</param>
public sealed record Translation([Within(0.0, 1.0)] double Share) : Augmentation
{
    /// <inheritdoc/>
    public override int Draws => 2;

    /// <inheritdoc/>
    public override Shape FeedShape(int side) => Shape.Of(2, side, side);

    /// <inheritdoc/>
    public override void Keep(Span<float> feed, int side) => Move(feed, side, 0, 0);

    /// <inheritdoc/>
    public override void Change(Span<float> feed, int side, ReadOnlySpan<float> uniform)
    {
        var farthest = (int)((side * Share) + 0.5);
        Move(feed, side, Drawn(uniform[0]), Drawn(uniform[1]));

        int Drawn(float number) => Math.Min((int)(number * ((2 * farthest) + 1)), 2 * farthest) - farthest;
    }

    /// <inheritdoc/>
    public override Value Apply(Value pictures, Value feed) => feed.Slice(1, 0, 1).MatMul(pictures).MatMul(feed.Slice(1, 1, 2));

    /// <summary>Row y shows what was in row y + down; column x what was in column x + right.</summary>
    private static void Move(Span<float> feed, int side, int down, int right)
    {
        feed.Clear();
        var rows = feed[..(side * side)];
        var columns = feed[(side * side)..];
        for (var i = 0; i < side; i++)
        {
            if (i + down >= 0 && i + down < side)
            {
                rows[(i * side) + i + down] = 1;
            }

            if (i + right >= 0 && i + right < side)
            {
                columns[((i + right) * side) + i] = 1;
            }
        }
    }
}
