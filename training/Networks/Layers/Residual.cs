using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// y = x + f(x), f being layers one after the other that keep the size of maps (He et al. 2016, section 3.2). Where they change the number
/// of channels, x goes through a convolution of 1×1 without bias first (option B of section 3.3). Names are those of a PyTorch module with
/// <c>self.layers = Sequential(…)</c> and <c>self.shortcut = Conv2d(…)</c>: <c>layers.0.weight</c>, <c>shortcut.weight</c>
/// [out, 1, 1, in].
/// </summary>
/// <param name="In">Channels of the input.</param>
/// <param name="Out">Channels of the output, which are those of the last of the layers.</param>
/// <param name="Layers">What is added to the input, first to last; the last without an activation in most networks.</param>
public sealed record Residual([Within(1, 1 << 16)] int In, [Within(1, 1 << 16)] int Out, IReadOnlyList<Layer> Layers) : Layer
{
    private const string Inner = "layers";
    private const string Shortcut = "shortcut";

    /// <inheritdoc/>
    public override bool MixesBatch => Layers.Any(layer => layer.MixesBatch);

    /// <inheritdoc/>
    public override int? LabelClasses => Layers.Max(layer => layer.LabelClasses);

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> DeclareParameters()
    {
        var weight = new ParameterSpec($"{Shortcut}.weight", Shape.Of(Out, 1, 1, In), ParameterRole.Weight, new Fan(In, Out));
        return
        [
            .. Layers.SelectMany((layer, index) =>
                layer.DeclareParameters().Select(spec => spec with { Name = $"{Path(index)}.{spec.Name}" })),
            .. In == Out ? Array.Empty<ParameterSpec>() : [weight],
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StatisticSpec> DeclareStatistics() =>
        [.. Layers.SelectMany((layer, index) => layer.DeclareStatistics().Select(spec => spec.In(Path(index))))];

    /// <inheritdoc/>
    public override IReadOnlyList<BufferSpec> DeclareBuffers() =>
    [
        .. Layers.SelectMany((layer, index) => layer.DeclareBuffers().Select(spec => spec with { Name = $"{Path(index)}.{spec.Name}" })),
    ];

    /// <inheritdoc/>
    /// <exception cref="GraphException">The input is not maps, or the layers make others than the shortcut.</exception>
    public override Value Forward(LayerContext context, Value x)
    {
        var map = FeatureMap.Of(context, x, nameof(Residual), In);
        var made = x;
        for (var index = 0; index < Layers.Count; index++)
        {
            using (x.Graph.Scope(Path(index)))
            {
                made = Layers[index].Forward(context.In(Path(index)), made);
            }
        }

        var expected = context.Lowering.Maps(x.Shape[0], Out, map.Height, map.Width);
        if (!made.Shape.Equals(expected))
        {
            throw new GraphException(
                $"Residual '{context.Path}': its layers make {made.Shape}, and {expected} is what they must make. "
                + "Give them strides and paddings that keep the map's size, and make the last one's 'out' the block's.");
        }

        using (x.Graph.Scope(Shortcut))
        {
            return made + (In == Out ? x : new Conv2d(In, Out, 1, 1, default, Bias: false).Forward(context.In(Shortcut), x));
        }
    }

    /// <inheritdoc/>
    public override void Validate(string field)
    {
        base.Validate(field);
        if (Layers.Count == 0)
        {
            throw new PresetException($"{field}.layers must hold at least one layer, found none.");
        }

        for (var index = 0; index < Layers.Count; index++)
        {
            if (Layers[index] is OnnxNetwork)
            {
                throw new PresetException(
                    $"{field}.layers.{index} is an ONNX file, which is a network's layer and no block's. Take it out.");
            }

            Layers[index].Validate($"{field}.layers.{index}");
        }
    }

    private static string Path(int index) => $"{Inner}.{index}";
}
