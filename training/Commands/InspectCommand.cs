using System.CommandLine;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>inspect</c>: writes every ONNX graph that a preset trains and serves with, for viewers and checkers.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var preset = OptionKinds.RequiredText("--preset", "NAME|FILE", "A built-in preset (see 'presets'), or a JSON file of your own.");
        var settings = OptionKinds.Settings();
        var output = OptionKinds.RequiredText("--output", "DIR", "Folder for the .onnx files.");
        var convolutions = OptionKinds.Choice(
            "--convolutions",
            "How steps convolve: gemm, as training does, or conv, by Conv and ConvTranspose nodes, as frozen generators do.",
            "gemm",
            "conv");
        var force = Replacing.Option();
        var command = new Command(
            "inspect", "Write a preset's graphs as ONNX files: steps, optimizers, samples and the frozen generator (untrained).")
        {
            preset, settings, output, convolutions, force,
        };
        command.SetAction(parsed =>
        {
            using var stop = new StopSignals();
            Write(
                PresetSource.Load(parsed.GetValue(preset)!, parsed.GetValue(settings) ?? []),
                parsed.GetValue(convolutions) == "conv" ? Lowering.Conv : Lowering.Gemm,
                parsed.GetValue(output)!,
                parsed.GetValue(force),
                parsed.InvocationConfiguration.Output,
                stop.Token);
        });
        return command;
    }

    private static void Write(
        Preset preset, Lowering lowering, string folder, bool force, TextWriter output, CancellationToken cancellation)
    {
        using var weights = new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator, preset.Average);
        weights.Initialize(new RandomStream((ulong)preset.Schedule.Seed, TrainingStreams.GeneratorInitialization));
        GraphBuilder[] graphs =
        [
            DiscriminatorStep.Build(preset, preset.Data.Batch, lowering).Graph,
            GeneratorStep.Build(preset, preset.Data.Batch, lowering).Graph,
            OptimizerGraph.Build(preset.CreateDiscriminator(), preset.Optimizers.Discriminator),
            OptimizerGraph.Build(preset.CreateGenerator(), preset.Optimizers.Generator, preset.Average),
            SampleGraph.Build(preset, preset.Data.Batch, lowering).Graph,
            .. preset.Data is MnistOptions images
                ? [GatherGraph.Build(Shape.Of(MnistOptions.Count, MnistOptions.Pixels), images.Scale.Levels(), images.Batch)]
                : Array.Empty<GraphBuilder>(),
            .. weights.Network.Statistics.Count > 0
                ? [StatisticsGraph.Build(preset, preset.Data.Batch, lowering).Graph]
                : Array.Empty<GraphBuilder>(),
            DiscriminatorGraph.Build(preset, preset.Data.Batch, lowering).Graph,
            GeneratorExport.Build(
                preset, weights, GeneratorExport.Statistics(preset, weights, preset.Schedule.Seed, Environment.ProcessorCount)).Graph,
        ];
        Replacing.Check(force, "--output", graphs.Select(graph => In(folder, graph)));
        using var files = new AtomicFiles();
        var lines = new List<string>();
        foreach (var graph in graphs)
        {
            cancellation.ThrowIfCancellationRequested();
            var (path, model) = (In(folder, graph), ModelWriter.Write(graph));
            files.Add(path, model);
            lines.Add(
                $"{path}: {graph.Inputs.Count} inputs, {graph.Nodes.Count} nodes, {graph.Outputs.Count} outputs, {model.Length / 1024} KB");
        }

        files.Commit();
        output.WriteLine(string.Join(Environment.NewLine, lines));
    }

    private static string In(string folder, GraphBuilder graph) => Path.Combine(folder, $"{graph.Name}.onnx");
}
