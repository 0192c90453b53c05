namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Softsign</c> as a formula: x / (1 + |x|).</summary>
public static class SoftsignBuilder
{
    /// <summary>Element-wise x / (1 + |x|).</summary>
    public static Value Softsign(this Value x) => x / (1 + x.Abs());
}

/// <summary>Reads <c>Softsign</c> nodes.</summary>
public sealed class SoftsignReader() : ElementwiseReader(x => x.Softsign());
