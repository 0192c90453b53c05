using Gan.Onnx.Graphs.Reading;


namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>MatMul</c> (opset 13): y […, M, N] = a […, M, K] b […, K, N], leading axes broadcast as in NumPy; both have two axes or more.
/// VJP: ∂a = gradOutput bᵀ, ∂b = aᵀ gradOutput, summed over broadcast axes. Twice differentiable.
/// </summary>
public sealed class MatMul : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        Require.FloatingPoint(this, inputs);
        var (a, b) = (inputs[0].Shape, inputs[1].Shape);
        if (a.Rank < 2 || b.Rank < 2)
        {
            throw GraphException.Shape(this, $"a is {a} and b is {b}, expected matrices", "Reshape them to two axes or more");
        }

        if (a[^1] != b[^2])
        {
            throw GraphException.Shape(this, $"a offers {a[^1]} inner elements (a {a}), b takes {b[^2]} (b {b})", "Make the two equal");
        }

        return Shape.Broadcast(new Shape(a.SkipLast(2)), new Shape(b.SkipLast(2))) is { } leading
            ? new TensorType(inputs[0].Type.Element, new Shape([.. leading, a[^2], b[^1]]))
            : throw GraphException.Broadcast(this, inputs[0], inputs[1]);
    }

    /// <inheritdoc/>
    public override bool Broadcasts(int input) => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        return [gradOutput.MatMul(Turned(b)), Turned(a).MatMul(gradOutput)];
    }

    private static Value Turned(Value x)
    {
        var rank = x.Shape.Rank;
        return x.Transpose([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
    }
}

/// <summary>Builds <c>MatMul</c> nodes.</summary>
public static class MatMulBuilder
{
    /// <summary>The matrix product over the last two axes.</summary>
    public static Value MatMul(this Value a, Value b) => a.Graph.Add(new MatMul(), a, b);
}

/// <summary>Reads <c>MatMul</c> nodes; vectors take part as matrices of one row or column.</summary>
public sealed class MatMulReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (a, b) = (node.Value(0), node.Value(1));
        var (row, column) = (a.Shape.Rank == 1, b.Shape.Rank == 1);
        a = row ? a.Reshape(new Shape(1, a.Shape[0])) : a;
        b = column ? b.Reshape(new Shape(b.Shape[0], 1)) : b;
        var product = a.MatMul(b);
        var shape = product.Shape.SkipLast(2).Concat(row ? [] : [product.Shape[^2]]).Concat(column ? [] : [product.Shape[^1]]);
        return [row || column ? product.Reshape(new Shape(shape)) : product];
    }
}
