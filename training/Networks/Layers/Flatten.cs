using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>Flat items [N, channels·height·width] from maps, channel by channel and row by row (PyTorch's <c>Flatten</c>).</summary>
public sealed record Flatten : Layer
{
    /// <inheritdoc/>
    /// <exception cref="GraphException">The input is not maps.</exception>
    public override Value Forward(LayerContext context, Value x)
    {
        FeatureMap.Of(context, x, nameof(Flatten), channels: null);
        return context.Lowering.Flatten(x);
    }
}
