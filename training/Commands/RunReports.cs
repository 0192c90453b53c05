using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.ReportPage;
using Gan.Onnx.Training.Runs.TensorBoard;

namespace Gan.Onnx.Training.Commands;

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
