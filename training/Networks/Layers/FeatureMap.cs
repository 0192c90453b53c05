using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>The size of a layer's input maps, whatever the lowering's order of axes.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal readonly record struct FeatureMap(long Channels, long Height, long Width)
{
    /// <summary>The largest side of a map that layers take.</summary>
    public const int LargestSide = 4096;

    /// <summary>The size of maps.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="x">What should be maps.</param>
    /// <param name="layer">The layer's name, for messages.</param>
    /// <param name="channels">What the layer expects; null for any number.</param>
    /// <exception cref="GraphException">The tensor is not maps, or has another number of channels.</exception>
    public static FeatureMap Of(LayerContext context, Value x, string layer, int? channels)
    {
        if (x.Shape.Rank != 4)
        {
            throw new GraphException(
                $"{layer} '{context.Path}': expects maps of channels × height × width, x is {x.Shape}. Put an Unflatten before it.");
        }

        var lowering = context.Lowering;
        var map = new FeatureMap(
            x.Shape[lowering.ChannelAxis].Size, x.Shape[lowering.HeightAxis].Size, x.Shape[lowering.HeightAxis + 1].Size);
        return channels is { } expected && expected != map.Channels
            ? throw new GraphException($"{layer} '{context.Path}': expects {expected} channels, x has {map}. Set it to {map.Channels}.")
            : map;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}×{Height}×{Width}";
}
