using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>ConstantOfShape</c> nodes whose shape is known at load: small ones as constants, others as an Expand.</summary>
public sealed class ConstantOfShapeReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node)
    {
        var shape = new Shape(node.Known(0).Dimensions);
        return shape.IsFixed && shape.ElementCount <= Operand.MostElements && Filling(node) is var filling
            ? new KnownTensor(filling.Type.Element, shape.Sizes, [.. Enumerable.Repeat(filling.Numbers[0], (int)shape.ElementCount)])
            : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) =>
        [((Operand)Filling(node).Under()).In(node.Graph).Expand(new Shape(node.Known(0).Dimensions))];

    private static KnownTensor Filling(ReadNode node) => node.Tensor("value") ?? new KnownTensor(ElementType.Float, [1], [0]);
}
