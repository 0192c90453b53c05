using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>Means over squares that do not overlap (PyTorch's <c>AvgPool2d</c> with its default stride).</summary>
/// <param name="KernelSize">Side of the squares; must divide the map's sides.</param>
public sealed record AvgPool2d([Within(1, 64)] int KernelSize) : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x)
    {
        var map = FeatureMap.Of(context, x, nameof(AvgPool2d), channels: null);
        return map.Height % KernelSize == 0 && map.Width % KernelSize == 0
            ? context.Lowering.AveragePool(x, KernelSize)
            : throw new GraphException(
                $"AvgPool2d '{context.Path}': squares of {KernelSize} do not tile {map}. "
                + $"Set kernelSize to a divisor of {map.Height} and {map.Width}.");
    }
}
