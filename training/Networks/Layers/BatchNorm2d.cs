using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// y = (x − mean) / √(var + eps) · weight + bias for each channel (Ioffe and Szegedy 2015, algorithm 1; PyTorch's <c>BatchNorm2d</c>).
/// While training, mean and variance (biased) are the batch's. A frozen generator takes those of the population: they are measured
/// over many latents when it is frozen, where PyTorch keeps a running average.
/// </summary>
/// <param name="Features">Channels.</param>
/// <param name="Eps">Added to the variance.</param>
/// <param name="Scale">Whether there is a weight, at first 1.</param>
/// <param name="Shift">Whether there is a bias, at first 0.</param>
public sealed record BatchNorm2d([Within(1, 1 << 16)] int Features, [Within(1e-12, 1)] double Eps, bool Scale, bool Shift) : Layer
{
    private const string Mean = "running_mean";
    private const string Variance = "running_var";

    /// <inheritdoc/>
    public override bool MixesBatch => true;

    /// <inheritdoc/>
    public override IReadOnlyList<StatisticSpec> DeclareStatistics() =>
        [new(Mean, Shape.Of(Features)), new(Variance, Shape.Of(Features), Around: Mean)];

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters()
    {
        var (shape, fan) = (Shape.Of(Features), new Fan(1, 1));
        return
        [
            .. Scale ? [new ParameterSpec("weight", shape, ParameterRole.Scale, fan)] : Array.Empty<ParameterSpec>(),
            .. Shift ? [new ParameterSpec("bias", shape, ParameterRole.Shift, fan)] : Array.Empty<ParameterSpec>(),
        ];
    }

    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x)
    {
        FeatureMap.Of(context, x, nameof(BatchNorm2d), Features);
        if (context.Mode == PassMode.Inference)
        {
            // All but x is constant in a frozen file: what is left to do is one product and one sum.
            var slope = Factor(context, context.Parameter(Variance));
            var offset = context.Parameter(Mean) * slope * -1;
            return (x * Spread(context, slope)) + Spread(context, Shift ? offset + context.Parameter("bias") : offset);
        }

        var mean = ChannelMean(context, x);
        var centred = x - Spread(context, mean);
        var variance = ChannelMean(context, centred * centred);
        context.Measure(Mean, mean);
        context.Measure(Variance, variance);
        var scaled = centred * Spread(context, Factor(context, variance));
        return Shift ? scaled + Spread(context, context.Parameter("bias")) : scaled;
    }

    private Value Factor(LayerContext context, Value variance)
    {
        var root = (variance + Eps).Sqrt();
        return (Scale ? context.Parameter("weight") : variance.Scalar(1)) / root;
    }

    /// <summary>One number a channel, in a shape that broadcasts over maps.</summary>
    private Value Spread(LayerContext context, Value numbers) =>
        context.Lowering.ChannelAxis == 3 ? numbers : numbers.Reshape(Shape.Of(Features, 1, 1));

    /// <summary>
    /// Means over all but the channels, [C]. Where channels come last, one axis after the other: over the leading axes at once ONNX
    /// Runtime takes seven times as long.
    /// </summary>
    private Value ChannelMean(LayerContext context, Value x)
    {
        if (context.Lowering.ChannelAxis != 3)
        {
            return x.ReduceMean([0, 2, 3]);
        }

        var (count, pixels) = (x.Shape[0].Size, x.Shape[1].Size * x.Shape[2].Size);
        return Features == 1
            ? x.Reshape(Shape.Of(count, pixels)).ReduceMean([1]).ReduceMean([0]).Reshape(Shape.Of(1))
            : x.Reshape(Shape.Of(count, pixels, Features)).ReduceMean([1]).ReduceMean([0]);
    }
}
