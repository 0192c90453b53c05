using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>Maps of another size (PyTorch's <c>Upsample</c>, and TensorFlow 1's <c>resize_images</c>).</summary>
/// <param name="Size">Height and width of the output, 1 to 4,096.</param>
/// <param name="Mode">How pixels between pixels are found.</param>
public sealed record Upsample(int Size, ResizeMode Mode) : Layer
{
    /// <inheritdoc/>
    /// <exception cref="GraphException">The input is not maps.</exception>
    public override Value Forward(LayerContext context, Value x)
    {
        FeatureMap.Of(context, x, nameof(Upsample), channels: null);
        return context.Lowering.Resize(x, Size, Size, Mode);
    }

    /// <inheritdoc/>
    public override void Validate(string field) => Bounds.Check($"{field}.size", Size, 1, FeatureMap.LargestSide);
}
