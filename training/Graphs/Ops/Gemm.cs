using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Gemm</c> (opset 13): y [M, N] = A′ B′ + c, with A′ [M, K] = a or aᵀ, B′ [K, N] = b or bᵀ and c, if given, broadcast to [M, N].
/// Attributes: transA, transB (alpha and beta stay 1).
/// VJP: ∂A′ = gradOutput B′ᵀ, ∂B′ = A′ᵀ gradOutput (transposed back where the input was), ∂c = gradOutput summed over broadcast axes.
/// Every gradient is a Gemm again: twice differentiable.
/// </summary>
public sealed class Gemm(bool transA, bool transB) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes => [Attribute("transA", transA ? 1 : 0), Attribute("transB", transB ? 1 : 0)];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        if (inputs.Count is not (2 or 3))
        {
            throw GraphException.InputCount(this, "2 or 3", inputs.Count);
        }

        Require.FloatingPoint(this, inputs);
        var (a, b) = (inputs[0].Shape, inputs[1].Shape);
        if (a.Rank != 2 || b.Rank != 2)
        {
            throw GraphException.Shape(this, $"a is {a} and b is {b}, expected two matrices", "Reshape them to two axes");
        }

        var (rows, inner) = transA ? (a[1], a[0]) : (a[0], a[1]);
        var (innerB, columns) = transB ? (b[1], b[0]) : (b[0], b[1]);
        if (inner != innerB)
        {
            throw GraphException.Shape(this, $"a offers {inner} inner elements (a {a}), b takes {innerB} (b {b})", "Make the two equal");
        }

        var result = new Shape(rows, columns);
        return inputs.Count == 2 || result.Equals(Shape.Broadcast(result, inputs[2].Shape))
            ? new TensorType(inputs[0].Type.Element, result)
            : throw GraphException.Shape(
                this, $"c is {inputs[2].Shape}, expected a shape that broadcasts to {result}", $"Give c the shape [{columns}]");
    }

    /// <inheritdoc/>
    public override bool Broadcasts(int input) => input == 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        var gradA = transA ? b.Gemm(gradOutput, transA: transB, transB: true) : gradOutput.Gemm(b, transB: !transB);
        var gradB = transB ? gradOutput.Gemm(a, transA: true, transB: transA) : a.Gemm(gradOutput, transA: !transA);
        return node.Inputs.Count == 2 ? [gradA, gradB] : [gradA, gradB, gradOutput];
    }
}

/// <summary>Builds <c>Gemm</c> nodes.</summary>
public static class GemmBuilder
{
    /// <summary>The matrix product A′ B′ (+ c).</summary>
    public static Value Gemm(this Value a, Value b, Value? c = null, bool transA = false, bool transB = false) =>
        a.Graph.Add(new Gemm(transA, transB), c is null ? [a, b] : [a, b, c]);
}

/// <summary>Reads <c>Gemm</c> nodes; alpha and beta become factors of their own. Before opset 7, broadcast is an attribute.</summary>
public sealed class GemmReader : OperatorReader
{
    private const int NumPyRule = 7;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        if (node.Opset < NumPyRule)
        {
            _ = node.Flag("broadcast");
        }

        var (a, alpha, beta) = (node.Value(0), node.Float("alpha", 1), node.Float("beta", 1));
        var c = node.Has(2) ? Scaled(node.Value(2), beta) : null;
        return [Scaled(a, alpha).Gemm(node.Value(1), c, node.Flag("transA"), node.Flag("transB"))];
    }

    private static Value Scaled(Value x, double factor) => factor == 1 ? x : x * factor;
}
