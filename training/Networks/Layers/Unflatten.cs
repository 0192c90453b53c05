using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>Maps from flat items [N, channels·height·width], channel by channel and row by row (PyTorch's <c>Unflatten</c>).</summary>
/// <param name="Channels">Channels of the maps.</param>
/// <param name="Height">Rows of a map.</param>
/// <param name="Width">Columns of a map.</param>
public sealed record Unflatten(
    [Within(1, 1 << 16)] int Channels,
    [Within(1, FeatureMap.LargestSide)] int Height,
    [Within(1, FeatureMap.LargestSide)] int Width) : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) =>
        x.Shape.Rank == 2 && x.Shape[1] == (long)Channels * Height * Width
            ? context.Lowering.Unflatten(x, Channels, Height, Width)
            : throw new GraphException(
                $"Unflatten '{context.Path}': {Channels}×{Height}×{Width} takes flat items of {(long)Channels * Height * Width} numbers, "
                + $"x is {x.Shape}. Make the two equal.");
}
