using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>Maps from flat items [N, channels·height·width], channel by channel and row by row (PyTorch's <c>Unflatten</c>).</summary>
/// <param name="Channels">1 to 65,536.</param>
/// <param name="Height">1 to 4,096.</param>
/// <param name="Width">1 to 4,096.</param>
public sealed record Unflatten(int Channels, int Height, int Width) : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) =>
        x.Shape.Rank == 2 && x.Shape[1] == (long)Channels * Height * Width
            ? context.Lowering.Unflatten(x, Channels, Height, Width)
            : throw new GraphException(
                $"Unflatten '{context.Path}': {Channels}×{Height}×{Width} takes flat items of {(long)Channels * Height * Width} numbers, x is {x.Shape}. Make the two equal.");

    /// <inheritdoc/>
    public override void Validate(string field)
    {
        Bounds.Check($"{field}.channels", Channels, 1, 1 << 16);
        Bounds.Check($"{field}.height", Height, 1, FeatureMap.LargestSide);
        Bounds.Check($"{field}.width", Width, 1, FeatureMap.LargestSide);
    }
}
