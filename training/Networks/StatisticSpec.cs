using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks;

/// <summary>A statistic of a layer over many latents, as the layer declares it: a mean, or a variance around one.</summary>
/// <param name="Name">Local to the layer (<c>running_mean</c>); a network prefixes its path.</param>
/// <param name="Shape">Fixed shape.</param>
/// <param name="Around">For a variance, the name of the mean that it is around, of the same shape; null for a mean.</param>
public sealed record StatisticSpec(string Name, Shape Shape, string? Around = null)
{
    /// <summary>The same under its full path.</summary>
    /// <param name="layer">The layer's dotted path.</param>
    public StatisticSpec In(string layer) => this with { Name = $"{layer}.{Name}", Around = Around is null ? null : $"{layer}.{Around}" };
}
