using System.CommandLine;
using System.Globalization;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.Display;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>train</c>: trains a GAN, or goes on training it.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new Command(
            "train",
            "Train a GAN: both networks, alternating, on ONNX Runtime. "
            + "Ctrl-C saves and stops; --resume goes on. A second Ctrl-C stops at once.");
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => Run(new TrainRequest(parsed, options)));
        return command;
    }

    private static int Run(TrainRequest request)
    {
        var plan = request.Plan();
        if (request.DryRun)
        {
            DryRun.Print(plan, request.Output);
            return 0;
        }

        if (plan.IsFinished)
        {
            RunExport.Freeze(plan.Folder, plan.Folder.Generator);
            request.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"'{plan.Folder.Path}' has reached {plan.Run.Limit} (step {plan.DoneSteps}). "
                + $"To train on, give a larger total, for example --steps {2 * plan.DoneSteps}."));
            return 0;
        }

        using var stop = new StopSignals();

        // One thread builds and runs all sessions: ONNX Runtime flushes denormals on the thread that makes the first of them.
        return DedicatedThread.Run("training", () => Train(plan, request.Output, stop));
    }

    private static int Train(TrainPlan plan, TextWriter output, StopSignals stop)
    {
        OrtRuntime.Start(plan.Run.Threads);
        EngineChoice.Require(plan.Run);
        var data = TrainingData.Open(plan.Preset, plan.Run.Seed, plan.Data, new FetchProgress(output), stop.Token, plan.Run.SkipUnreadable);
        var options = plan.Options(data);
        RunFolder? taking = null;
        using var trainer = new Trainer(
            plan.Preset, plan.Run.Seed, data, blocks => EngineChoice.Create(plan.Run, plan.Preset, () => taking!, blocks));

        // What can be missing is opened before anything is written, and after the trainer, whose sessions come first.
        var (classifier, measures) = plan.OpenClassifier(data);
        using var opened = classifier;
        using var taken = plan.TakeFolder();
        var folder = taking = taken.Folder;
        return RunBreakdown.Explain(folder, () => Train(plan, options, folder, trainer, classifier, measures, output, stop.Token));
    }

    private static int Train(
        TrainPlan plan,
        ResolvedOptions options,
        RunFolder folder,
        Trainer trainer,
        DigitClassifier? classifier,
        string? measures,
        TextWriter output,
        CancellationToken cancellation)
    {
        var sums = plan.Earlier is null ? default : Checkpoint.Read(folder.Checkpoint, options, trainer).Sums;
        options.Write(folder.Options);
        using var evaluation = plan.IsEvaluated ? new RunEvaluation(trainer, folder, options, plan.Cadence.Evaluations, classifier) : null;
        var loop = new TrainingLoop(trainer, folder, options, RunReports.For(folder, plan.Preset, plan.Run.Seed), plan.Cadence, evaluation);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Preset.Name}: {options.Run.Limit} on {EngineChoice.Describe(options.Run)}, {Threads(OrtRuntime.Threads)}, "
            + $"seed {options.Run.Seed}, from step {trainer.Step}; run folder {folder.Path}"));
        if (measures is not null)
        {
            output.WriteLine(measures);
        }

        RunState state;
        bool finished;
        using (TrainingDisplay.Show(loop, output))
        {
            (state, finished) = loop.Run(sums, cancellation);
        }

        var origin = options.Origin(state.Extent, loop.Seconds);
        GeneratorExport.Write(folder.Generator, options.Preset, trainer.Generator, origin, options.Run.Threads);
        output.WriteLine(FormattableString.Invariant(
            $"Step {state.Step}, {state.Images} images, {loop.Seconds:F1} s. Frozen generator: {folder.Generator}"));
        if (evaluation?.Summary(loop.Metrics.Lines) is { } best)
        {
            output.WriteLine(best);
        }

        foreach (var verdict in loop.Verdicts)
        {
            output.WriteLine(verdict);
        }

        if (!finished)
        {
            output.WriteLine($"Stopped and saved. Go on with: train --resume {ShellWord.Quote(folder.Path)}");
        }

        return !finished && plan.IsUnattended ? ToolException.Unfinished : 0;
    }

    private static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";
}
