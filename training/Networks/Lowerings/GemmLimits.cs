namespace Gan.Onnx.Training.Networks.Lowerings;

/// <summary>What pays where convolutions are Gathers and Gemms.</summary>
/// <param name="MostPatchBytes">Patches of that many bytes are made at once, or those of one item.</param>
/// <param name="LeastPlane">Positions, over all items, from which maps of one channel are moved as planes, a node for each tap.</param>
internal sealed record GemmLimits(long MostPatchBytes, long LeastPlane)
{
    /// <summary>
    /// Patches as large as a third of a large last-level cache, which threads share with maps and weights; planes for which a Gather of
    /// single numbers, 3 ns each, takes longer than a node, some 4 µs.
    /// </summary>
    public static GemmLimits Cpu { get; } = new(16_000_000, 2048);

    /// <summary>A GPU would rather have few large kernels.</summary>
    public static GemmLimits Gpu { get; } = new(long.MaxValue, long.MaxValue);
}
