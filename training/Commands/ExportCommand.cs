using System.CommandLine;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>export</c>: freezes a run's generator.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var run = OptionKinds.RequiredText("--run", "DIR", "The run folder that 'train' wrote, finished or not.");
        var output = OptionKinds.RequiredText(
            "--output",
            "PATH",
            "The folder or the .onnx file to write, for example models/mine, which is models/mine/generator.onnx; manifest.json goes "
            + "beside it, and a folder holds one model.");
        var png = new Option<bool>("--png")
        {
            Description = "Write a second model beside it, for example generator-png.onnx, that answers with the bytes of a PNG; "
                + "it needs ONNX Runtime Extensions.",
        };
        var force = Replacing.Option();
        var command = new Command("export", "Freeze the generator of a run's last checkpoint into one ONNX file.")
        {
            run, output, png, force,
        };
        command.SetAction(parsed =>
        {
            var path = ModelPaths.File(parsed.GetValue(output)!);
            OptionKinds.RequireExtension("--output", path, ".onnx");
            ModelPaths.RequireFolderOf(path);
            string[] paths = [.. ModelPaths.Of(path), .. parsed.GetValue(png) ? [ModelPaths.Png(path)] : Array.Empty<string>()];
            Replacing.Check(parsed.GetValue(force), "--output", paths);
            using var stop = new StopSignals();
            Export(RunPath.Of(parsed.GetValue(run)!), path, parsed.GetValue(png), parsed.InvocationConfiguration.Output, stop.Token);
        });
        return command;
    }

    private static void Export(RunFolder folder, string path, bool png, TextWriter output, CancellationToken cancellation)
    {
        if (png && ResolvedOptions.Read(folder.Options).Preset is { Data: not ImageOptions } preset)
        {
            throw new RunException($"--png: the generator of '{preset.Name}' makes no images. Leave it out.");
        }

        var (options, state) = RunExport.Freeze(folder, path);
        output.WriteLine(FormattableString.Invariant(
            $"{path}: {new FileInfo(path).Length / 1024} KB, generator of '{options.Preset.Name}' after {state.Step} steps."));
        if (state.Step == 0)
        {
            var run = ShellWord.Quote(folder.Path);
            output.WriteLine($"This generator is not trained: it draws noise. Train it with: train --resume {run}");
        }

        if (png)
        {
            var second = ModelPaths.Png(path);
            cancellation.ThrowIfCancellationRequested();
            AtomicFile.WriteAllBytes(second, PictureGraph.Of(File.ReadAllBytes(path)));
            output.WriteLine($"{second}: the same, from latents to the bytes of a PNG.");
        }
    }
}
