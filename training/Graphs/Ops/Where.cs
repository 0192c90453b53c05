using Gan.Onnx.Graphs.Reading;


namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Where</c> (opset 16): y = a where the condition holds, else b; condition Bool, all three broadcast.
/// VJP: ∂a = gradOutput where the condition holds, else 0; ∂b the other way round; none for the condition. Twice differentiable.
/// </summary>
public sealed class Where : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 3);
        var (condition, a, b) = (inputs[0], inputs[1], inputs[2]);
        if (condition.Type.Element != ElementType.Bool)
        {
            throw GraphException.ElementType(this, condition, "Bool");
        }

        Require.FloatingPoint(this, [a, b]);
        var shape = Shape.Broadcast(a.Shape, b.Shape) is { } chosen ? Shape.Broadcast(condition.Shape, chosen) : null;
        return shape is not null
            ? new TensorType(a.Type.Element, shape)
            : throw GraphException.Shape(
                this,
                $"condition {condition.Shape}, '{a.Name}' {a.Shape} and '{b.Name}' {b.Shape} cannot be broadcast together",
                "Make trailing dimensions equal or 1");
    }

    /// <inheritdoc/>
    public override bool Broadcasts(int input) => input > 0;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (condition, zero) = (node.Inputs[0], gradOutput.Scalar(0));
        return [null, condition.Where(gradOutput, zero), condition.Where(zero, gradOutput)];
    }
}

/// <summary>Builds <c>Where</c> nodes.</summary>
public static class WhereBuilder
{
    /// <summary><paramref name="a"/> where the condition holds, else <paramref name="b"/>.</summary>
    public static Value Where(this Value condition, Value a, Value b) => condition.Graph.Add(new Where(), condition, a, b);
}

/// <summary>Reads <c>Where</c> nodes.</summary>
public sealed class WhereReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node)
    {
        var (condition, a, b) = (node.Known(0), node.Known(1), node.Known(2));
        return KnownTensor.Zip(condition, a, a.Type.Element, (held, number) => held != 0 ? number : double.NaN, Chosen) is { } chosen
            ? KnownTensor.Zip(
                chosen,
                b,
                a.Type.Element,
                (number, other) => double.IsNaN(number) ? other : number,
                (number, other) => double.IsNaN(number.Number) ? other : number)
            : null;

        static KnownElement? Chosen(KnownElement held, KnownElement a) =>
            held.Symbol is not null ? null : held.Number != 0 ? a : new KnownElement(double.NaN);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).Where(node.Value(1), node.Value(2))];
}
