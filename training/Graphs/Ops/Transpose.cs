using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Transpose</c> (opset 13): axis i of y is axis perm[i] of x. Attribute: perm.
/// VJP: ∂x = gradOutput transposed back. Twice differentiable.
/// </summary>
public sealed class Transpose(IReadOnlyList<int> perm) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes => [Attribute("perm", perm.Select(axis => (long)axis))];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        var shape = inputs[0].Shape;
        return perm.Order().SequenceEqual(Enumerable.Range(0, shape.Rank))
            ? new TensorType(inputs[0].Type.Element, new Shape(perm.Select(axis => shape[axis])))
            : throw GraphException.Shape(
                this, $"perm {string.Join(", ", perm)} does not name each axis of {shape} once", "Name each axis once, counted from 0");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [gradOutput.Transpose([.. Enumerable.Range(0, perm.Count).OrderBy(axis => perm[axis])])];
}

/// <summary>Builds <c>Transpose</c> nodes.</summary>
public static class TransposeBuilder
{
    /// <summary>
    /// The same tensor with its axes in another order: axis i of the result is axis <paramref name="perm"/>[i] of <paramref name="x"/>.
    /// </summary>
    public static Value Transpose(this Value x, params int[] perm) => x.Graph.Add(new Transpose(perm), x);
}

/// <summary>Reads <c>Transpose</c> nodes; without perm the axes are turned round.</summary>
public sealed class TransposeReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node) => node.Known(0).Permute(Perm(node));

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).Transpose(Perm(node))];

    private static int[] Perm(ReadNode node)
    {
        var rank = node.Type(0).Shape.Rank;
        int[] perm = [.. node.Ints("perm")?.Select(axis => (int)axis) ?? Enumerable.Range(0, rank).Reverse()];
        return perm.Order().SequenceEqual(Enumerable.Range(0, rank))
            ? perm
            : throw new GraphException($"perm {string.Join(", ", perm)} does not fit {node.Type(0).Shape}");
    }
}
