namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Cosh</c> as a formula: (eˣ + e⁻ˣ) / 2.</summary>
public static class CoshBuilder
{
    /// <summary>Element-wise hyperbolic cosine.</summary>
    public static Value Cosh(this Value x) => (x.Exp() + x.Neg().Exp()) * 0.5;
}

/// <summary>Reads <c>Cosh</c> nodes.</summary>
public sealed class CoshReader() : ElementwiseReader(x => x.Cosh());
