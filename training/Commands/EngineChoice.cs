using Gan.Onnx.Training.Artifacts.Sessions;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary>What <c>--engine</c> chooses between. The run loop does not know which it was.</summary>
internal static class EngineChoice
{
    /// <summary>Our own engine, on ONNX Runtime; in options.json it is not mentioned.</summary>
    public const string Usual = "onnxruntime";

    /// <summary>ONNX Runtime Training.</summary>
    public const string OrtTraining = "ort-training";

    private const string Package = "Microsoft.ML.OnnxRuntime.Training 1.19.2";
    private const string Flavour = "-p:OnnxRuntime=training";

    /// <summary>The engine of a run; null for the usual one.</summary>
    /// <param name="given">What the user asked for; null for nothing.</param>
    /// <param name="earlier">The run that goes on; null for a new one.</param>
    public static string? Of(string? given, RunSettings? earlier) => given is null ? earlier?.Engine : given == Usual ? null : given;

    /// <summary>Refuses what the engine cannot do.</summary>
    /// <param name="engine">Null for the usual one.</param>
    /// <param name="device">Where the run trains.</param>
    /// <param name="isDumped">Whether its first steps are to be recorded.</param>
    /// <exception cref="RunException">It cannot train so, or is unknown.</exception>
    public static void Check(string? engine, string device, bool isDumped)
    {
        if (engine is not (null or OrtTraining))
        {
            throw new RunException($"run.engine '{engine}' in options.json is unknown. It may be {OrtTraining}, or be left out.");
        }

        if (engine is not null && device != "cpu")
        {
            throw new RunException(
                $"--engine {OrtTraining} trains on the CPU alone: its package has no CUDA. Use --device cpu, or --engine {Usual}.");
        }

        if (engine is not null && isDumped)
        {
            throw new RunException(
                $"--dump-steps records gradients, which ONNX Runtime Training does not show. Leave it out, or use --engine {Usual}.");
        }
    }

    /// <summary>Finds out whether the run's engine can be used, before anything is prepared for it.</summary>
    /// <exception cref="EngineException">It cannot.</exception>
    public static void Require(RunSettings run)
    {
        TrainingEngine.Require(run.Device);
        if (run.Engine is not null && !NativeTrainingSession.IsPresent)
        {
            throw new EngineException(
                $"--engine {OrtTraining}: this build's native library cannot train. The package {Package} is missing: "
                + $"build with {Flavour} where a NuGet source has it, or use the default, --engine {Usual}.");
        }
    }

    /// <summary>The run's engine.</summary>
    /// <param name="run">Names it.</param>
    /// <param name="preset">What it trains.</param>
    /// <param name="folder">Where the run's files go; not asked before the first step.</param>
    /// <param name="blocks">The discriminator, then the generator.</param>
    public static TrainingEngine Create(
        RunSettings run, Preset preset, Func<RunFolder> folder, IReadOnlyList<ParameterBlock> blocks) =>
        run.Engine is null
            ? TrainingEngine.Create(run.Device, blocks, run.Cuda)
            : new ArtifactEngine(blocks, preset, () => folder().Artifacts, NativeTrainingSession.Open);

    /// <summary>Whether ONNX Runtime Training is there, in one line.</summary>
    public static string Diagnosis() => NativeTrainingSession.IsPresent
        ? $"ONNX Runtime Training: found; use --engine {OrtTraining}"
        : $"ONNX Runtime Training: missing; build with {Flavour} (package {Package})";

    /// <summary>Where the run trains, in words that follow "on".</summary>
    public static string Describe(RunSettings run) => run.Engine is null ? run.Device : $"{run.Device} by {run.Engine}";
}
