using Gan.Onnx.Graphs.Reading;


namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>OneHot</c> (opset 11): indices Int64 [N] become rows [N, depth], a new last axis, that are 1 at the index and 0
/// elsewhere; an index outside 0 … depth−1 gives a row of zeros (one from −depth on counts from the end). Carries no gradient.
/// </summary>
/// <param name="depth">Length of a row, at least 1.</param>
public sealed class OneHot(int depth) : Operator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 3);
        var (indices, values) = (inputs[0], inputs[2]);
        if (indices.Type.Element != ElementType.Int64)
        {
            throw GraphException.ElementType(this, indices, "Int64");
        }

        return depth >= 1 && indices.Shape.Rank == 1
            ? new TensorType(values.Type.Element, new Shape(indices.Shape[0], depth))
            : throw GraphException.Shape(
                this, $"'{indices.Name}' is {indices.Shape} and the depth {depth}", "Give indices of shape [N] and a depth of 1 or more");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null, null, null];
}

/// <summary>Builds <c>OneHot</c> nodes.</summary>
public static class OneHotBuilder
{
    /// <summary>A row of <paramref name="depth"/> single-precision numbers for each index of [N].</summary>
    public static Value OneHot(this Value indices, int depth) =>
        indices.Graph.Add(new OneHot(depth), indices, indices.Graph.Integers(depth), indices.Graph.Floats(0, 1));
}

/// <summary>Reads <c>OneHot</c> nodes over lists, along the last axis, with 0 and 1 as values.</summary>
public sealed class OneHotReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        // The two values are asked for as constants, so that training does not take them for parameters.
        var (indices, depth, values) = (node.Value(0), node.Integers(1)[0], ((Operand)node.Known(2)).In(node.Graph));
        if (node.Int("axis", -1) is not (-1 or 1))
        {
            throw new GraphException("only rows along the last axis are read");
        }

        return [node.Graph.Add(new OneHot((int)depth), indices, node.Graph.Integers(depth), values)];
    }
}
