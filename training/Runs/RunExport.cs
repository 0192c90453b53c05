using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// Freezes the generator of a run's last checkpoint. Neither data nor ONNX Runtime are needed, and the run folder is only read.
/// </summary>
public static class RunExport
{
    /// <summary>Writes model and manifest.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="path">The model file; the manifest goes to the same folder.</param>
    /// <returns>How far the generator has been trained.</returns>
    /// <exception cref="RunException">The folder holds no run, no checkpoint, or a damaged one.</exception>
    public static (ResolvedOptions Options, RunState State) Freeze(RunFolder folder, string path)
    {
        new RunContent(folder).RequireCheckpoint();
        var options = ResolvedOptions.Read(folder.Options);
        using var weights = new ParameterBlock(
            options.Preset.CreateGenerator(), options.Preset.Optimizers.Generator, options.Preset.Average);
        var state = Checkpoint.Read(folder.Checkpoint, options, [weights]);
        var origin = options.Origin(state.Extent, MetricsLog.SecondsUntil(folder.Metrics, state.Step));
        GeneratorExport.Write(path, options.Preset, weights, origin, options.Run.Threads);
        return (options, state);
    }
}
