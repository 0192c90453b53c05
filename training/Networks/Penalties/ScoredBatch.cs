using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Penalties;

/// <summary>
/// The discriminator applied to N real items and N fakes, and its slopes there. Where no layer lets items of a batch see each
/// other, one pass over both equals two passes, keeps Gemms large, and ∂(ΣD)/∂x is every item's own gradient.
/// </summary>
public sealed class ScoredBatch
{
    private readonly Network _discriminator;
    private readonly ForwardPass _pass;
    private readonly Lazy<(Value Real, Value Fake)> _slopeSquares;
    private readonly Value? _items;

    /// <summary>Adds the discriminator to the graph.</summary>
    /// <param name="discriminator">From items to one logit each.</param>
    /// <param name="pass">Parameters, mode, and the labels that real item and fake of a pair share.</param>
    /// <param name="real">Real items, [N, …].</param>
    /// <param name="fake">Detached fakes, of the same shape.</param>
    /// <exception cref="GraphException">The discriminator does not fit the items, or does not end in one logit.</exception>
    public ScoredBatch(Network discriminator, ForwardPass pass, Value real, Value fake)
    {
        (_discriminator, _pass, Real, Fake) = (discriminator, pass, real, fake);
        if (discriminator.MixesBatch)
        {
            (RealLogits, FakeLogits) = (Judge(pass.Named("real"), real), Judge(pass.Named("fake"), fake));
            _slopeSquares = new(() => (SlopeSquares(RealLogits, real), SlopeSquares(FakeLogits, fake)));
            return;
        }

        var batch = real.Shape[0].Size;
        var items = _items = new[] { real, fake }.Concat(0);
        var logits = Judge(pass.Labelled(pass.Labels is { } labels ? new[] { labels, labels }.Concat(0) : null), items);
        (RealLogits, FakeLogits) = Halves(logits);
        _slopeSquares = new(() => Halves(SlopeSquares(logits, items)));

        (Value Real, Value Fake) Halves(Value both) => (both.Slice(0, 0, batch), both.Slice(0, batch, 2 * batch));
    }

    /// <summary>Real items, [N, …].</summary>
    public Value Real { get; }

    /// <summary>Fakes, [N, …].</summary>
    public Value Fake { get; }

    /// <summary>Values of one item.</summary>
    public long ItemValues => Real.Shape.ElementCount / Real.Shape[0].Size;

    /// <summary>D(x) of the real items, [N, 1].</summary>
    public Value RealLogits { get; }

    /// <summary>D(G(z)) of the fakes, [N, 1].</summary>
    public Value FakeLogits { get; }

    /// <summary>|∂D(x)/∂x|² of each real item, [N].</summary>
    public Value RealSlopeSquares() => _slopeSquares.Value.Real;

    /// <summary>|∂D(x)/∂x|² of each fake, [N].</summary>
    public Value FakeSlopeSquares() => _slopeSquares.Value.Fake;

    /// <summary>Declares an input of the step that the penalty alone takes, and that fills itself.</summary>
    /// <exception cref="GraphException">The name is taken.</exception>
    public Value Declare(StepInput input) => _pass.Inputs.Declare(input);

    /// <summary>|∂D(x)/∂x|² at other items, [M], by a pass of its own.</summary>
    /// <param name="items">The items, [M, …].</param>
    /// <param name="name">The pass's name, which its dropout masks bear.</param>
    public Value SlopeSquaresAt(Value items, string name) => SlopeSquares(Judge(_pass.Named(name), items), items);

    /// <summary>
    /// D(x) of the real items, [N, 1], each under the label of the item behind it, the last under that of the first. What D makes of an
    /// item before it looks at labels is that of <see cref="RealLogits"/>, under the same dropout masks.
    /// </summary>
    /// <exception cref="GraphException">The networks take no labels.</exception>
    public Value RealLogitsOfNextLabels()
    {
        var labels = _pass.Labels
            ?? throw new GraphException("The penalty wrongLabels compares labels, and these networks take none. Leave it out.");
        var batch = Real.Shape[0].Size;
        var next = new[] { labels.Slice(0, 1, batch), labels.Slice(0, 0, 1) }.Concat(0);
        return _items is null
            ? Judge(_pass.Named("real").Labelled(next), Real)
            : Judge(_pass.Labelled(new[] { next, next }.Concat(0)), _items).Slice(0, 0, batch);
    }

    private static Value SlopeSquares(Value logits, Value items)
    {
        var slopes = Gradients.Of(logits.ReduceSum(), [items])[0];
        return (slopes * slopes).ReduceSum([.. Enumerable.Range(1, items.Shape.Rank - 1)]);
    }

    private Value Judge(ForwardPass pass, Value items)
    {
        var logits = _discriminator.Forward(pass, items);
        var expected = new Shape(items.Shape[0], 1);
        return logits.Shape.Equals(expected)
            ? logits
            : throw new GraphException(
                $"The discriminator makes {logits.Shape}, expected one logit an item, {expected}. End it with a Linear of out 1.");
    }
}
