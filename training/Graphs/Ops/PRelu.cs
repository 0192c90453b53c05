using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>PRelu</c> as a formula: max(x, 0) − slope · max(−x, 0), the slope broadcast to x.</summary>
public static class PReluBuilder
{
    /// <summary>Element-wise x where positive, else slope · x.</summary>
    public static Value PRelu(this Value x, Value slope) => x.Relu() - (slope * x.Neg().Relu());
}

/// <summary>Reads <c>PRelu</c> nodes.</summary>
public sealed class PReluReader : OperatorReader
{
    private const int NumPyRule = 7;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, slope) = (node.Value(0), node.Value(1));
        var perChannel = node.Opset < NumPyRule && slope.Shape.Rank == 1 && x.Shape.Rank > 2;
        return [x.PRelu(perChannel ? BatchNormalizationBuilder.Spread(slope, x.Shape.Rank) : slope)];
    }
}
