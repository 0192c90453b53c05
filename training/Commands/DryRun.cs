using System.Text.Json;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Commands;

/// <summary>Prints what <c>train</c> would do.</summary>
internal static class DryRun
{
    /// <summary>The preset as JSON, the networks' parameters, the size of the steps, and the run.</summary>
    public static void Print(TrainPlan plan, TextWriter output)
    {
        output.WriteLine(JsonSerializer.Serialize(plan.Preset, PresetJson.Options));
        foreach (var network in new[] { plan.Preset.CreateGenerator(), plan.Preset.CreateDiscriminator() })
        {
            output.WriteLine();
            output.WriteLine(
                FormattableString.Invariant($"{network.Name}: {network.Parameters.Sum(spec => spec.Shape.ElementCount):N0} parameters"));
            foreach (var spec in network.Parameters)
            {
                output.WriteLine($"  {spec.Name,-32} {spec.Shape}");
            }
        }

        var batch = plan.Preset.Data.Batch;
        var (discriminator, generator) = (DiscriminatorStep.Build(plan.Preset, batch), GeneratorStep.Build(plan.Preset, batch));
        output.WriteLine();
        output.WriteLine(
            $"{discriminator.Name}: {NodeCount(discriminator.Graph)} nodes; {generator.Name}: {NodeCount(generator.Graph)} nodes");
        output.WriteLine();
        output.WriteLine($"{plan.Run.Command}");
        output.WriteLine(
            $"  on {EngineChoice.Describe(plan.Run)} with {plan.Run.Threads} thread(s), from step {plan.DoneSteps}, "
            + $"in run folder {plan.Folder.Path}");
        output.WriteLine("Dry run: nothing was read, trained or written.");
    }

    private static int NodeCount(GraphBuilder graph)
    {
        var needed = Reachability.From(graph.Outputs.Select(output => output.Value));
        return graph.Nodes.Count(node => needed.Contains(node.Output));
    }
}
