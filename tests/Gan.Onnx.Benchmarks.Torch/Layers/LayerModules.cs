using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layers of presets in TorchSharp, one to one.</summary>
internal static class LayerModules
{
    /// <summary>One layer.</summary>
    /// <param name="layer">As the preset has it.</param>
    /// <param name="path">Its path, such as <c>generator.2</c>.</param>
    /// <param name="inPlace">Whether it may overwrite its input, which saves an activation a pass through memory.</param>
    /// <exception cref="TorchBenchmarkException">The layer is not known here.</exception>
    public static LayerModule Create(Layer layer, string path, bool inPlace) => layer switch
    {
        Linear linear => new LinearModule(linear),
        Conv2d convolution => new Conv2dModule(convolution),
        ConvTranspose2d convolution => new ConvTranspose2dModule(convolution),
        SpectralNorm norm => new SpectralNormModule((WeightedModule)Create(norm.Layer, path, inPlace)),
        BatchNorm2d norm => new BatchNorm2dModule(norm),
        Residual block => new ResidualModule(block, path),
        Embedding embedding => new EmbeddingModule(embedding),
        Projection projection => new ProjectionModule(projection),
        Dropout dropout => new DropoutModule(dropout, path),
        Upsample upsample => new UpsampleModule(upsample),
        AvgPool2d pool => new AvgPool2dModule(pool),
        Flatten => new FlattenModule(),
        Unflatten maps => new UnflattenModule(maps),
        ReLU => new ActivationModule(inPlace ? x => x.relu_() : x => x.relu()),
        LeakyReLU leaky => new ActivationModule(
            inPlace ? x => x.leaky_relu_(leaky.NegativeSlope) : x => x.leaky_relu(leaky.NegativeSlope)),
        Tanh => new ActivationModule(inPlace ? x => x.tanh_() : x => x.tanh()),
        Sigmoid => new ActivationModule(inPlace ? x => x.sigmoid_() : x => x.sigmoid()),
        Softplus => new ActivationModule(x => x.softplus()),
        _ => throw new TorchBenchmarkException(
            $"{path}: the layer {layer.GetType().Name} is unknown to the TorchSharp side. Add it to LayerModules."),
    };
}
