using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>Shape</c> nodes: a shape is known while the graph is built, a free axis by its name.</summary>
public sealed class ShapeReader : OperatorReader
{
    /// <inheritdoc/>
    public override bool LooksAtShapesOnly => true;

    /// <inheritdoc/>
    public override KnownTensor Fold(ReadNode node)
    {
        var shape = node.Type(0).Shape;
        var (start, end) = (Bound(node.Int("start", 0)), Bound(node.Int("end", shape.Rank)));
        return KnownTensor.Of([.. shape.Skip(start).Take(Math.Max(0, end - start))]);

        int Bound(long axis) => (int)Math.Clamp(axis < 0 ? axis + shape.Rank : axis, 0, shape.Rank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [((Operand)Fold(node)).In(node.Graph)];
}
