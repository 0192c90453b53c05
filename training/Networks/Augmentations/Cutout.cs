using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Augmentations;

/// <summary>
/// Makes a square of a picture grey, the centre of which may be anywhere, so that the square may hang over an edge (DeVries and
/// Taylor 2017; <c>rand_cutout</c> of Zhao et al. 2020). Fed as 1 where the picture is seen and 0 where it is not.
/// </summary>
/// <param name="Share">The square's side as a share of the picture's (theirs: 0.5), rounded to pixels, halves up.</param>
public sealed record Cutout([Within(0.0, 1.0)] double Share) : Augmentation
{
    /// <inheritdoc/>
    public override int Draws => 2;

    /// <inheritdoc/>
    public override Shape FeedShape(int side) => Shape.Of(1, side, side);

    /// <inheritdoc/>
    public override void Keep(Span<float> feed, int side) => feed.Fill(1);

    /// <inheritdoc/>
    /// <remarks>As theirs: what hangs over an edge is cut to the edge's own row or column.</remarks>
    public override void Change(Span<float> feed, int side, ReadOnlySpan<float> uniform)
    {
        feed.Fill(1);
        var size = (int)((side * Share) + 0.5);
        var places = side + 1 - (size % 2);
        var (top, left) = (First(uniform[0]), First(uniform[1]));
        for (var y = top; y < top + size; y++)
        {
            for (var x = left; x < left + size; x++)
            {
                feed[(Math.Clamp(y, 0, side - 1) * side) + Math.Clamp(x, 0, side - 1)] = 0;
            }
        }

        int First(float number) => Math.Min((int)(number * places), places - 1) - (size / 2);
    }

    /// <inheritdoc/>
    public override Value Apply(Value pictures, Value feed) => pictures * feed;
}
