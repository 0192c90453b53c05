namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Sinh</c> as a formula: (eˣ − e⁻ˣ) / 2.</summary>
public static class SinhBuilder
{
    /// <summary>Element-wise hyperbolic sine.</summary>
    public static Value Sinh(this Value x) => (x.Exp() - x.Neg().Exp()) * 0.5;
}

/// <summary>Reads <c>Sinh</c> nodes.</summary>
public sealed class SinhReader() : ElementwiseReader(x => x.Sinh());
