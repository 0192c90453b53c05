namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>HardSwish</c> as a formula: x · HardSigmoid(x) with alpha = 1/6 and beta = 1/2.</summary>
public static class HardSwishBuilder
{
    /// <summary>Element-wise x · (x / 6 + 1/2, cut to [0, 1]).</summary>
    public static Value HardSwish(this Value x) => x * x.HardSigmoid(1.0 / 6, 0.5);
}

/// <summary>Reads <c>HardSwish</c> nodes.</summary>
public sealed class HardSwishReader() : ElementwiseReader(x => x.HardSwish());
