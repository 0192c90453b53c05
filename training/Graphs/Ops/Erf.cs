namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Erf</c> (opset 13): y = erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, any shape.
/// VJP: ∂x = gradOutput · 2/√π · exp(−x²). Twice differentiable. ONNX Runtime's CPU kernel is float only.
/// </summary>
public sealed class Erf : ElementwiseOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) =>
        [gradOutput * ((node.Inputs[0] * node.Inputs[0]).Neg().Exp() * (2 / Math.Sqrt(Math.PI)))];
}

/// <summary>Builds <c>Erf</c> nodes.</summary>
public static class ErfBuilder
{
    /// <summary>Element-wise error function.</summary>
    public static Value Erf(this Value x) => x.Graph.Add(new Erf(), x);
}

/// <summary>Reads <c>Erf</c> nodes.</summary>
public sealed class ErfReader() : ElementwiseReader(x => x.Erf());
