namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Acosh</c> as a formula: ln(x + √(x² − 1)), x ≥ 1.</summary>
public static class AcoshBuilder
{
    /// <summary>Element-wise inverse of the hyperbolic cosine, x ≥ 1.</summary>
    public static Value Acosh(this Value x) => (x + ((x * x) - 1).Sqrt()).Log();
}

/// <summary>Reads <c>Acosh</c> nodes.</summary>
public sealed class AcoshReader() : ElementwiseReader(x => x.Acosh());
