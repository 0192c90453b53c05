namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Asinh</c> as a formula: s · ln(s · x + √(x² + 1)) with s = 1 for x > 0, else −1.</summary>
public static class AsinhBuilder
{
    /// <summary>Element-wise inverse of the hyperbolic sine.</summary>
    public static Value Asinh(this Value x)
    {
        var sign = x.Greater(0).Where(x.Scalar(1), x.Scalar(-1));
        return sign * ((sign * x) + ((x * x) + 1).Sqrt()).Log();
    }
}

/// <summary>Reads <c>Asinh</c> nodes.</summary>
public sealed class AsinhReader() : ElementwiseReader(x => x.Asinh());
