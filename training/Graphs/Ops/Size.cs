using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>Size</c> nodes: the number of elements of a shape without free axes.</summary>
public sealed class SizeReader : OperatorReader
{
    /// <inheritdoc/>
    public override bool LooksAtShapesOnly => true;

    /// <inheritdoc/>
    public override KnownTensor Fold(ReadNode node) => new(ElementType.Int64, [], [node.Type(0).Shape.ElementCount]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [((Operand)Fold(node)).In(node.Graph)];
}
