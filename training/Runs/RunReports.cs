using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs;

/// <summary>Which reports a run writes.</summary>
public static class RunReports
{
    /// <summary>Sample grids for images, distributions for scalars.</summary>
    public static IReadOnlyList<IRunReport> For(RunFolder folder, Preset preset, long seed) => preset.Data switch
    {
        GaussianOptions gaussian => [new DistributionSnapshots(folder, gaussian, seed)],
        _ => [new SampleGrids(folder, seed)],
    };
}
