using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>Maps of another size (PyTorch's <c>Upsample</c>, and TensorFlow 1's <c>resize_images</c>).</summary>
/// <param name="Size">Height and width of the output.</param>
/// <param name="Mode">How pixels between pixels are found.</param>
public sealed record Upsample([Within(1, FeatureMap.LargestSide)] int Size, ResizeMode Mode) : Layer
{
    /// <inheritdoc/>
    /// <exception cref="GraphException">The input is not maps.</exception>
    public override Value Forward(LayerContext context, Value x)
    {
        FeatureMap.Of(context, x, nameof(Upsample), channels: null);
        return context.Lowering.Resize(x, Size, Size, Mode);
    }
}
