using System.CommandLine;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Artifacts;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
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
        var output = OptionKinds.RequiredText(
            "--output", "DIR", "Folder for discriminator/ and generator/; with --import, for generator.onnx and manifest.json.");
        var run = OptionKinds.Text(
            "--from-run", "DIR", "Begin with the parameters and moments of this run's last checkpoint. Default: untrained networks.");
        var import = OptionKinds.Text(
            "--import", "FILE", "Freeze the generator of this checkpoint, or of these bytes of getContiguousParameters.");
        var force = Replacing.Option();
        var command = new Command(
            "artifacts", "Write what ONNX Runtime Training 1.19 trains a preset from, or freeze the generator that it trained.")
        {
            preset, settings, output, run, import, force,
        };
        command.SetAction(parsed =>
        {
            var (path, words) = (parsed.GetValue(output)!, parsed.InvocationConfiguration.Output);
            var isImport = parsed.GetValue(import) is not null;
            Replacing.Check(parsed.GetValue(force), "--output", isImport ? ModelPaths.Of(Model(path)) : GanArtifacts.FilesIn(path));
            if (isImport)
            {
                ModelPaths.RequireFolderOf(Model(path));
            }

            using var stop = new StopSignals();
            var loaded = PresetSource.Load(parsed.GetValue(preset)!, parsed.GetValue(settings) ?? []);
            using var discriminator = new ParameterBlock(loaded.CreateDiscriminator(), loaded.Optimizers.Discriminator);
            using var generator = new ParameterBlock(loaded.CreateGenerator(), loaded.Optimizers.Generator, loaded.Average);
            switch (parsed.GetValue(run), parsed.GetValue(import))
            {
                case (not null, not null):
                    throw new RunException(
                        "--from-run and --import exclude each other: the one writes artifacts, the other reads what became of them.");
                case (var folder, null):
                    Write(loaded, discriminator, generator, folder, path, words, stop.Token);
                    break;
                case (null, var file) when !File.Exists(file):
                    var found = Directory.Exists(file) ? "is a folder. Name the checkpoint in it" : "does not exist. Name a checkpoint";
                    throw new RunException($"--import '{file}' {found}, or the bytes of getContiguousParameters.");
                case (null, var file):
                    TrainedGenerator.Read(file, generator, discriminator);
                    stop.Token.ThrowIfCancellationRequested();
                    Freeze(loaded, generator, Model(path), words);
                    break;
            }
        });
        return command;
    }

    private static string Model(string folder) => Path.Combine(folder, FrozenGenerator.FileName);

    private static void Write(
        Preset preset,
        ParameterBlock discriminator,
        ParameterBlock generator,
        string? run,
        string folder,
        TextWriter output,
        CancellationToken cancellation)
    {
        var step = run is null ? Initialize(preset, discriminator, generator) : Read(RunPath.Of(run), discriminator, generator);
        var artifacts = GanArtifacts.Of(preset, discriminator, generator, step);
        cancellation.ThrowIfCancellationRequested();
        artifacts.Write(folder);
        foreach (var block in new[] { discriminator, generator })
        {
            var path = Path.Combine(folder, block.Network.Name);
            output.WriteLine(FormattableString.Invariant(
                $"{path}: {block.Entries.Count} trainable parameters, batch {preset.Data.Batch}, after {step} steps."));
        }
    }

    private static long Initialize(Preset preset, ParameterBlock discriminator, ParameterBlock generator)
    {
        var seed = (ulong)preset.Schedule.Seed;
        discriminator.Initialize(new RandomStream(seed, TrainingStreams.DiscriminatorInitialization));
        generator.Initialize(new RandomStream(seed, TrainingStreams.GeneratorInitialization));
        return 0;
    }

    private static long Read(RunFolder folder, params ParameterBlock[] blocks)
    {
        new RunContent(folder).RequireCheckpoint();
        return Checkpoint.Read(folder.Checkpoint, ResolvedOptions.Read(folder.Options), blocks).Step;
    }

    private static void Freeze(Preset preset, ParameterBlock generator, string path, TextWriter output)
    {
        GeneratorExport.Write(path, preset, generator, origin: null, Environment.ProcessorCount);
        var size = new FileInfo(path).Length / 1024;
        output.WriteLine(FormattableString.Invariant($"{path}: {size} KB, generator of '{preset.Name}' from ONNX Runtime Training."));
    }
}
