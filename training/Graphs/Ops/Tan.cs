namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Tan</c> as a formula: sin(x) / cos(x).</summary>
public static class TanBuilder
{
    /// <summary>Element-wise tangent, x in radians.</summary>
    public static Value Tan(this Value x) => x.Sin() / x.Cos();
}

/// <summary>Reads <c>Tan</c> nodes.</summary>
public sealed class TanReader() : ElementwiseReader(x => x.Tan());
