using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

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

/// <summary>Reads <c>Cast</c> nodes; 32-bit integers stay 64-bit ones, the only kind here.</summary>
public sealed class CastReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node) =>
        node.Known(0) is var known && To(node) == known.Type.Element ? known : known.Cast(To(node));

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, to) = (node.Value(0), To(node));
        return [x.Type.Element == to ? x : x.Cast(to)];
    }

    private static ElementType To(ReadNode node)
    {
        // From opset 19 on, "saturate" is about 8-bit floating-point numbers, which are refused anyway.
        _ = node.Int("saturate", 1);
        var to = node.Int("to", 0);
        return Enum.IsDefined((ElementType)to) ? (ElementType)to
            : to == OnnxType.Int32 && (node.IsKnown || node.Type(0).Element == ElementType.Int64) ? ElementType.Int64
            : throw new GraphException($"it casts to the element type {to}; "
                + "1 (float), 2 (uint8), 7 (int64), 9 (bool) and 11 (double) are known");
    }
}
