using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>InstanceNormalization</c> as a formula: each map less its mean, divided by √(variance + epsilon), times scale plus bias of its
/// channel.
/// </summary>
public static class InstanceNormalizationBuilder
{
    /// <summary>Maps [N, C, …] normalised one by one (Ulyanov et al. 2016); scale and bias [C].</summary>
    public static Value InstanceNormalization(this Value x, Value scale, Value bias, double epsilon = 1e-5)
    {
        int[] axes = [.. Enumerable.Range(2, x.Shape.Rank - 2)];
        var (factors, offsets) = (
            BatchNormalizationBuilder.Spread(scale, x.Shape.Rank), BatchNormalizationBuilder.Spread(bias, x.Shape.Rank));
        return (Normalised(x, axes, epsilon).Result * factors) + offsets;
    }

    /// <summary>x less its mean over some axes, divided by √(biased variance + epsilon); and the two, with those axes kept.</summary>
    internal static (Value Result, Value Mean, Value Inverse) Normalised(Value x, IReadOnlyList<int> axes, double epsilon)
    {
        var mean = x.ReduceMean(axes, keepDims: true);
        var centred = x - mean;
        var inverse = ((centred * centred).ReduceMean(axes, keepDims: true) + epsilon).Sqrt().Reciprocal();
        return (centred * inverse, mean, inverse);
    }
}

/// <summary>Reads <c>InstanceNormalization</c> nodes.</summary>
public sealed class InstanceNormalizationReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) =>
        [node.Value(0).InstanceNormalization(node.Value(1), node.Value(2), node.Float("epsilon", 1e-5f))];
}
