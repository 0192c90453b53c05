using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>LeakyRelu</c> (opset 16): y = x where x ≥ 0, else alpha · x, any shape. Attribute: alpha.
/// VJP: ∂x = gradOutput where x > 0, else alpha · gradOutput (alpha at 0, as in PyTorch).
/// Twice differentiable (the second derivative is 0). ONNX Runtime's CPU kernel is float only.
/// </summary>
public sealed class LeakyRelu(float alpha) : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes => [Attribute("alpha", alpha)];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput * Slope.Of(node.Inputs[0], alpha)];
}

/// <summary>Builds <c>LeakyRelu</c> nodes.</summary>
public static class LeakyReluBuilder
{
    /// <summary>Element-wise x where positive, else <paramref name="alpha"/> · x.</summary>
    public static Value LeakyRelu(this Value x, double alpha) => x.Graph.Add(new LeakyRelu((float)alpha), x);
}

/// <summary>Reads <c>LeakyRelu</c> nodes.</summary>
public sealed class LeakyReluReader : OperatorReader
{
    private const float Absent = 0.01f;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).LeakyRelu(node.Float("alpha", Absent))];
}
