using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Shrink</c> as a formula: x − bias above lambd, x + bias below −lambd, else 0.</summary>
public static class ShrinkBuilder
{
    /// <summary>Element-wise x moved towards 0 by bias, and 0 where |x| is at most lambd.</summary>
    public static Value Shrink(this Value x, double lambd = 0.5, double bias = 0)
    {
        var below = x.Neg().Greater(lambd).Where(x + bias, x.Scalar(0));
        return x.Greater(lambd).Where(x - bias, below);
    }
}

/// <summary>Reads <c>Shrink</c> nodes.</summary>
public sealed class ShrinkReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Value(0).Shrink(node.Float("lambd", 0.5), node.Float("bias", 0))];
}
