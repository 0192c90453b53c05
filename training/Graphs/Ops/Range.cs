using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>Range</c> nodes whose bounds are known at load.</summary>
public sealed class RangeReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor Fold(ReadNode node)
    {
        var (start, limit, delta) = (node.Known(0).Numbers[0], node.Known(1).Numbers[0], node.Known(2).Numbers[0]);
        var count = Math.Max(0, (long)Math.Ceiling((limit - start) / delta));
        return count <= Operand.MostElements
            ? new KnownTensor(node.Type(0).Element, [count], [.. Enumerable.Range(0, (int)count).Select(i => start + (i * delta))])
            : throw new GraphException($"it makes {count} elements; up to {Operand.MostElements} are made at load");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [((Operand)Fold(node)).In(node.Graph)];
}
