using System.Reflection;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs.ReportPage;

/// <summary>The commands that go on from a run.</summary>
internal static class PageCommands
{
    // The tool's names; else those of a clone.
    private static readonly (string Train, string Serve) Program = Assembly.GetEntryAssembly()?.GetName().Name == "gan"
        ? ("gan", "gan serve")
        : ("scripts/gan.sh", "dotnet run --configuration Release --project serving --");

    /// <summary>Each with what it does, to be run where the training was.</summary>
    public static string Paragraphs(RunFolder folder, ResolvedOptions options, MetricsLine last, bool finished)
    {
        var path = ShellWord.Quote(folder.Path);
        var longer = options.Run.Limit switch
        {
            { Epochs: { } epochs } => $" --epochs {2 * epochs}",
            { Minutes: not null } => "",
            _ => $" --steps {2 * last.Step}",
        };
        (string Does, string Command)[] all =
        [
            finished
                ? ("Train on, twice as long in total", $"{Program.Train} train --resume {path}{longer}")
                : ("Go on", $"{Program.Train} train --resume {path}"),
            ("Export the generator", $"{Program.Train} export --run {path} --output models/{options.Preset.Name}/generator.onnx"),
            ("Look at the curves in TensorBoard", $"tensorboard --logdir {path}"),
            ("Repeat the run from the start", $"{Program.Train} {options.Run.Command}"),
        ];
        (string Does, string Command)[] images = options.Preset.Data is GaussianOptions ? [] :
        [
            ("Draw images", $"{Program.Train} sample --model {path} --count 100 --output samples.png"),
            ("Walk between latents", $"{Program.Train} sample --model {path} --interpolate --output walk.png"),
            ("Serve it, with a page that draws from it at <a href=\"http://localhost:8080/\">localhost:8080</a>",
                $"{Program.Serve} --Model:Path={path}"),
        ];
        return string.Concat(all[..2].Concat(images).Concat(all[2..]).Select(entry =>
            $"<div class=\"command\"><p>{entry.Does}</p>"
            + $"<pre tabindex=\"0\"><code>{Html.Text(entry.Command)}</code></pre></div>\n"));
    }
}
