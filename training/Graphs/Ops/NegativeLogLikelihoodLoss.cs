using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>NegativeLogLikelihoodLoss</c> as a formula: the items' log-probabilities at their labels, as a product with rows that are 1 at
/// the label.
/// </summary>
public static class NegativeLogLikelihoodLossBuilder
{
    /// <summary>What each item adds to the loss, and the weight that it counts with, both [N, d…].</summary>
    /// <param name="x">Log-probabilities [N, C, d…].</param>
    /// <param name="labels">Int64 [N, d…].</param>
    /// <param name="weights">A weight for each class, [C]; null for 1.</param>
    /// <param name="ignored">A label whose items do not count; null for none.</param>
    public static (Value Losses, Value Weights) NegativeLogLikelihood(this Value x, Value labels, Value? weights, long? ignored)
    {
        var (classes, rank) = (x.Shape[1].Size, x.Shape.Rank);
        var across = labels.Unsqueeze([1]);
        var numbers = x.Graph.Integers([.. Enumerable.Range(0, (int)classes).Select(label => (long)label)]).Reshape(Across());
        var chosen = across.Equal(numbers).Where(weights?.Reshape(Across()) ?? x.Scalar(1), x.Scalar(0));
        if (ignored is { } label)
        {
            chosen = across.Equal(x.Graph.Integers(label)).Where(x.Scalar(0), chosen);
        }

        return ((chosen * x).ReduceSum([1]).Neg(), chosen.ReduceSum([1]));

        Shape Across() => new([1, classes, .. Enumerable.Repeat<Dimension>(1, rank - 2)]);
    }

    /// <summary>The losses of all items together.</summary>
    internal static Value Reduced((Value Losses, Value Weights) items, string reduction) => reduction switch
    {
        "none" => items.Losses,
        "sum" => items.Losses.ReduceSum(),
        "mean" => items.Losses.ReduceSum() / items.Weights.ReduceSum(),
        _ => throw new GraphException($"reduction {reduction} is not known"),
    };
}

/// <summary>Reads <c>NegativeLogLikelihoodLoss</c> nodes.</summary>
public sealed class NegativeLogLikelihoodLossReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [Loss(node, node.Value(0))];

    /// <summary>The loss of log-probabilities, with the node's labels, weights and attributes.</summary>
    internal static Value Loss(ReadNode node, Value x)
    {
        var ignored = node.Int("ignore_index", long.MinValue);
        var items = x.NegativeLogLikelihood(node.Value(1), node.Has(2) ? node.Value(2) : null, ignored == long.MinValue ? null : ignored);
        return NegativeLogLikelihoodLossBuilder.Reduced(items, node.Text("reduction", "mean"));
    }
}
