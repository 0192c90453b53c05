using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>Constant</c> nodes.</summary>
public sealed class ConstantReader : OperatorReader
{
    /// <inheritdoc/>
    public override bool LooksAtShapesOnly => true;

    /// <inheritdoc/>
    public override KnownTensor Fold(ReadNode node)
    {
        if (node.Tensor("value") is { } tensor)
        {
            return tensor;
        }

        if (node.Ints("value_ints") is { } integers)
        {
            return KnownTensor.Integers(integers);
        }

        if (node.Floats("value_floats") is { } floats)
        {
            return new KnownTensor(ElementType.Float, [floats.Length], [.. floats.Select(number => (double)number)]);
        }

        var (integer, real) = (node.Int("value_int", long.MinValue), node.Float("value_float", double.NaN));
        return integer != long.MinValue ? new KnownTensor(ElementType.Int64, [], [integer])
            : !double.IsNaN(real) ? new KnownTensor(ElementType.Float, [], [real])
            : throw new GraphException("only value, value_int, value_ints, value_float and value_floats are read");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [((Operand)Fold(node)).In(node.Graph)];
}
