namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Atanh</c> as a formula: ln((1 + x) / (1 − x)) / 2, |x| below 1.</summary>
public static class AtanhBuilder
{
    /// <summary>Element-wise inverse of the hyperbolic tangent, |x| below 1.</summary>
    public static Value Atanh(this Value x) => ((1 + x) / (1 - x)).Log() * 0.5;
}

/// <summary>Reads <c>Atanh</c> nodes.</summary>
public sealed class AtanhReader() : ElementwiseReader(x => x.Atanh());
