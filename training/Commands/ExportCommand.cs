using System.CommandLine;
using Gan.Onnx.Training.Engine;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>export</c>: freezes a run's generator.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var run = OptionKinds.RequiredText("--run", "DIR", "The run folder that 'train' wrote.");
        var output = OptionKinds.RequiredText("--output", "FILE", "The model to write, for example models/mine/generator.onnx; manifest.json goes beside it.");
        var data = OptionKinds.Text("--data", "DIR", "Folder with the official MNIST IDX files. Default: the user's cache.");
        var command = new Command("export", "Freeze the generator of a run's last checkpoint into one ONNX file.") { run, output, data };
        command.SetAction(parsed => DedicatedThread.Run("export", () => Export(parsed.GetValue(run)!, parsed.GetValue(output)!, parsed.GetValue(data))));
        return command;
    }

    private static int Export(string run, string output, string? dataFolder)
    {
        var folder = new RunFolder(run);
        var options = RunOptions.Read(folder.Options);
        if (Path.GetExtension(output) != ".onnx")
        {
            throw new RunException($"--output '{output}' must end in .onnx, for example models/mine/generator.onnx.");
        }

        OrtRuntime.Start(Environment.ProcessorCount);
        var data = options.Preset.Data.Open(options.Run.Seed, dataFolder, new FetchProgress(), CancellationToken.None);
        using var trainer = new Trainer(options.Preset, options.Run.Seed, "cpu", data);
        Checkpoint.Read(folder.Checkpoint, trainer);
        GeneratorExport.Write(output, trainer, options, new MetricsLog(folder.Metrics, trainer.Step).Seconds);
        Console.WriteLine($"{output}: {new FileInfo(output).Length / 1024} KB, generator of '{options.Preset.Name}' after {trainer.Step} steps.");
        return 0;
    }
}
