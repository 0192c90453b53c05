using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>LayerNormalization</c> nodes as a formula: mean and variance are those of all axes from one on.</summary>
public sealed class LayerNormalizationReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, epsilon) = (node.Value(0), node.Float("epsilon", 1e-5f));
        var first = x.Shape.Axis((int)node.Int("axis", -1));
        _ = node.Int("stash_type", 1);
        int[] axes = [.. Enumerable.Range(first, x.Shape.Rank - first)];
        var (result, mean, inverse) = InstanceNormalizationBuilder.Normalised(x, axes, epsilon);
        result *= node.Value(1);
        return [node.Has(2) ? result + node.Value(2) : result, mean, inverse];
    }
}
