using System.CommandLine;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>presets</c>: lists the built-in presets, or prints one as JSON to start a file of one's own from.</summary>
internal static class PresetsCommand
{
    public static Command Create()
    {
        var name = OptionKinds.Text("--show", "NAME", "Print this preset as JSON.");
        var command = new Command("presets", "List the built-in presets, or print one.") { name };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } wanted)
            {
                DryRun.Print(PresetSource.Load(wanted, []), Console.Out, networks: false);
                return;
            }

            foreach (var preset in PresetSource.Names.Select(known => PresetSource.Load(known, [])))
            {
                Console.WriteLine(preset.Name);
                Console.WriteLine($"  {preset.Source}");
                Console.WriteLine($"  {preset.Description}");
                Console.WriteLine();
            }
        });
        return command;
    }
}
