using System.CommandLine;
using System.Text.Json;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>presets</c>: lists the built-in presets, or prints one as JSON to start a file of one's own from.</summary>
internal static class PresetsCommand
{
    public static Command Create()
    {
        var show = OptionKinds.Text("--show", "NAME", "Print this preset as JSON.");
        var command = new Command("presets", "List the built-in presets, or print one as a start for a file of your own.") { show };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(show) is { } name)
            {
                output.WriteLine(JsonSerializer.Serialize(PresetSource.Load(name, []), PresetJson.Options));
                return;
            }

            foreach (var preset in PresetSource.Names.Select(known => PresetSource.Load(known, [])))
            {
                output.WriteLine(preset.Name);
                output.WriteLine($"  {preset.Source}");
                output.WriteLine($"  {preset.Description}");
                output.WriteLine();
            }
        });
        return command;
    }
}
