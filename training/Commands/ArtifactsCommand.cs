using System.CommandLine;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>artifacts</c>: what ONNX Runtime Training needs to train a preset, and back.</summary>
internal static class ArtifactsCommand
{
    public static Command Create()
    {
        var preset = OptionKinds.RequiredText("--preset", "NAME|FILE", "A built-in preset (see 'presets'), or a JSON file of your own.");
        var settings = OptionKinds.Settings();
        var output = OptionKinds.RequiredText("--output", "DIR", "Folder for discriminator/ and generator/.");
        var run = OptionKinds.Text("--from-run", "DIR", "Begin with the parameters and moments of this run's last checkpoint. Default: untrained networks.");
        var command = new Command("artifacts", "Write what ONNX Runtime Training 1.19 trains a preset from: training, evaluation and optimizer models, and checkpoints.")
        {
            preset, settings, output, run,
        };
        command.SetAction(parsed => Write(
            PresetSource.Load(parsed.GetValue(preset)!, parsed.GetValue(settings) ?? []),
            parsed.GetValue(run),
            parsed.GetValue(output)!,
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Write(Preset preset, string? run, string folder, TextWriter output)
    {
        using var discriminator = new ParameterBlock(preset.CreateDiscriminator(), preset.Optimizers.Discriminator);
        using var generator = new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator, preset.Average);
        var step = run is null ? Initialize(preset, discriminator, generator) : Read(new RunFolder(run), discriminator, generator);
        GanArtifacts.Of(preset, discriminator, generator, step).Write(folder);
        foreach (var block in new[] { discriminator, generator })
        {
            output.WriteLine(FormattableString.Invariant(
                $"{Path.Combine(folder, block.Network.Name)}: {block.Entries.Count} trainable parameters, batch {preset.Data.Batch}, after {step} steps."));
        }
    }

    private static long Initialize(Preset preset, ParameterBlock discriminator, ParameterBlock generator)
    {
        var seed = (ulong)preset.Schedule.Seed;
        discriminator.Initialize(new RandomStream(seed, TrainingStreams.DiscriminatorInitialization));
        generator.Initialize(new RandomStream(seed, TrainingStreams.GeneratorInitialization));
        return 0;
    }

    private static long Read(RunFolder folder, params ParameterBlock[] blocks) =>
        Checkpoint.Read(folder.Checkpoint, ResolvedOptions.Read(folder.Options), blocks).Step;
}
