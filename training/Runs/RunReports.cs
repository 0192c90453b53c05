using Gan.Onnx.Training.Page;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.TensorBoard;

namespace Gan.Onnx.Training.Runs;

/// <summary>Which reports a run writes.</summary>
public static class RunReports
{
    /// <summary>Sample grids for images, distributions for scalars; then what shows these together with the metrics.</summary>
    public static IReadOnlyList<IRunReport> For(RunFolder folder, Preset preset, long seed) =>
    [
        preset.Data is GaussianOptions gaussian ? new DistributionSnapshots(folder, gaussian, seed) : new SampleGrids(folder, seed),
        new TensorBoardLog(folder),
        new RunPage(folder),
    ];
}
