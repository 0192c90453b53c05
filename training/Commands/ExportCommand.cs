using System.CommandLine;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>export</c>: freezes a run's generator.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var run = OptionKinds.RequiredText("--run", "DIR", "The run folder that 'train' wrote, finished or not.");
        var output = OptionKinds.RequiredText("--output", "FILE", "The model to write, for example models/mine/generator.onnx; manifest.json goes beside it.");
        var command = new Command("export", "Freeze the generator of a run's last checkpoint into one ONNX file.") { run, output };
        command.SetAction(parsed => Export(new RunFolder(parsed.GetValue(run)!), parsed.GetValue(output)!, parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Export(RunFolder folder, string path, TextWriter output)
    {
        OptionKinds.RequireExtension("--output", path, ".onnx");
        var (options, state) = RunExport.Freeze(folder, path);
        output.WriteLine(FormattableString.Invariant(
            $"{path}: {new FileInfo(path).Length / 1024} KB, generator of '{options.Preset.Name}' after {state.Step} steps."));
    }
}
