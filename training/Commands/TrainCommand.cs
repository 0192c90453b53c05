using System.CommandLine;
using Gan.Onnx.Training.Display;
using Gan.Onnx.Training.Engine;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>train</c>: trains a GAN, or goes on training it.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new Command("train", "Train a GAN: both networks, alternating, on ONNX Runtime. Ctrl-C saves and stops.");
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => Run(new TrainRequest(parsed, options)));
        return command;
    }

    private static int Run(TrainRequest request)
    {
        if (request.DryRun)
        {
            DryRun.Print(request.ResolvePreset(), Console.Out);
            return 0;
        }

        using var stop = new StopSignals();

        // One thread builds and runs all sessions: ONNX Runtime flushes denormals on the thread that makes the first of them.
        return DedicatedThread.Run("training", () => Train(request, stop));
    }

    private static int Train(TrainRequest request, StopSignals stop)
    {
        OrtRuntime.Start(request.Threads);
        var preset = request.ResolvePreset();
        var seed = request.Seed(preset);
        var data = preset.Data.Open(seed, request.Data, new FetchProgress(), stop.Token);
        using var trainer = new Trainer(preset, seed, request.Device, data);
        var (folder, options) = request.PrepareFolder(preset, seed, data.Sha256);
        var sums = request.IsResume ? Checkpoint.Read(folder.Checkpoint, trainer).Sums : default;
        options.Write(folder.Options);

        var loop = new TrainingLoop(trainer, folder, options, RunReports.For(folder, preset, seed), request.Cadence);
        Console.WriteLine(FormattableString.Invariant(
            $"{preset.Name}: {options.Run.Limit} on {request.Device}, {OrtRuntime.Threads} threads, seed {seed}, from step {trainer.Step}; run folder {folder.Path}"));
        bool finished;
        using (TrainingDisplay.Show(loop))
        {
            finished = loop.Run(sums, stop.Token);
        }

        GeneratorExport.Write(folder.Generator, trainer, options, loop.Seconds);
        Console.WriteLine(FormattableString.Invariant($"Step {trainer.Step}, {trainer.Images} images, {loop.Seconds:F1} s. Frozen generator: {folder.Generator}"));
        if (!finished)
        {
            Console.WriteLine($"Stopped and saved. Go on with: train --resume {folder.Path}");
        }

        return 0;
    }
}
