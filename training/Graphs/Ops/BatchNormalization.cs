using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>BatchNormalization</c> as a formula: (x − mean) / √(variance + epsilon) · scale + bias, a number of each for every channel.
/// </summary>
public static class BatchNormalizationBuilder
{
    /// <summary>Maps [N, C, …] normalised by given statistics (Ioffe and Szegedy 2015); all four [C].</summary>
    public static Value BatchNormalization(this Value x, Value scale, Value bias, Value mean, Value variance, double epsilon = 1e-5)
    {
        var factor = scale / (variance + epsilon).Sqrt();
        return ((x - Spread(mean, x.Shape.Rank)) * Spread(factor, x.Shape.Rank)) + Spread(bias, x.Shape.Rank);
    }

    /// <summary>The same with the batch's own statistics (the variance biased), which are given too, [C].</summary>
    public static (Value Result, Value Mean, Value Variance) BatchNormalization(
        this Value x, Value scale, Value bias, double epsilon = 1e-5)
    {
        int[] axes = [0, .. Enumerable.Range(2, x.Shape.Rank - 2)];
        var mean = x.ReduceMean(axes);
        var centred = x - Spread(mean, x.Shape.Rank);
        var variance = (centred * centred).ReduceMean(axes);
        return ((centred * Spread(scale / (variance + epsilon).Sqrt(), x.Shape.Rank)) + Spread(bias, x.Shape.Rank), mean, variance);
    }

    /// <summary>One number a channel, [C], in a shape that broadcasts over [N, C, …].</summary>
    internal static Value Spread(Value numbers, int rank) =>
        rank == 2 ? numbers : numbers.Reshape(new Shape([numbers.Shape[0], .. Enumerable.Repeat<Dimension>(1, rank - 2)]));
}

/// <summary>Reads <c>BatchNormalization</c> nodes.</summary>
public sealed class BatchNormalizationReader : OperatorReader
{
    private const int TrainingIsAttribute = 14;
    private const int TestIsAttribute = 7;

    /// <summary>What is added to the variance; asks for all other attributes too, for readers of their own.</summary>
    /// <exception cref="GraphException">Statistics are those of every pixel.</exception>
    public static double Epsilon(ReadNode node)
    {
        _ = (node.Flag("is_test"), node.Float("momentum", 0), node.Flag("training_mode"));
        return node.Int("spatial", 1) == 1
            ? node.Float("epsilon", 1e-5f)
            : throw new GraphException("statistics of every pixel (spatial 0) are not read");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, epsilon, momentum) = (node.Value(0), Epsilon(node), node.Float("momentum", 0.9f));
        var trains = node.Opset >= TrainingIsAttribute ? node.Flag("training_mode") : node.OutputCount > 1 && node.Opset >= TestIsAttribute;
        if (!trains)
        {
            return [x.BatchNormalization(node.Value(1), node.Value(2), node.Value(3), node.Value(4), epsilon)];
        }

        var (result, mean, variance) = x.BatchNormalization(node.Value(1), node.Value(2), epsilon);

        // Before opset 14 the batch's own statistics are outputs 3 and 4.
        return [result, Moved(node.Value(3), mean), Moved(node.Value(4), variance), mean, variance];

        Value Moved(Value before, Value now) => (before * momentum) + (now * (1 - momentum));
    }
}
