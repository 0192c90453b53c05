using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Cast</c> (opset 13): y = x in another element type, of x's shape. Floating-point numbers become integers by dropping
/// their fraction; beyond the integers' range the outcome is undefined. Attribute: to.
/// VJP: ∂x = gradOutput cast back, between floating-point types. Twice differentiable. Everything else carries no gradient.
/// </summary>
public sealed class Cast(ElementType to) : Operator
{
    /// <inheritdoc/>
    public override bool IsDifferentiable => to.IsFloatingPoint();

    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes => [Attribute("to", (long)to)];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        return new TensorType(to, inputs[0].Shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var from = node.Inputs[0].Type.Element;
        return [from.IsFloatingPoint() ? gradOutput.Cast(from) : null];
    }
}

/// <summary>Builds <c>Cast</c> nodes.</summary>
public static class CastBuilder
{
    /// <summary>The same numbers as another type.</summary>
    public static Value Cast(this Value x, ElementType to) => x.Graph.Add(new Cast(to), x);
}
