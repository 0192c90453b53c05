using System.Text.Json;
using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Steps;

namespace Gan.Onnx.Training.Commands;

/// <summary>Prints what a preset resolves to, once both of its steps have been built to prove that it can be trained.</summary>
internal static class DryRun
{
    public static void Print(Preset preset, TextWriter output, bool networks = true)
    {
        var discriminator = DiscriminatorStep.Build(preset, preset.Data.Batch);
        var generator = GeneratorStep.Build(preset, preset.Data.Batch);
        output.WriteLine(JsonSerializer.Serialize(preset, PresetJson.Options));
        if (!networks)
        {
            return;
        }

        foreach (var network in new[] { preset.CreateGenerator(), preset.CreateDiscriminator() })
        {
            output.WriteLine();
            output.WriteLine($"{network.Name}: {network.Parameters.Sum(spec => spec.Shape.ElementCount):N0} parameters");
            foreach (var spec in network.Parameters)
            {
                output.WriteLine($"  {spec.Name,-32} {spec.Shape}");
            }
        }

        output.WriteLine();
        output.WriteLine($"{discriminator.Name}: {NodeCount(discriminator.Graph)} nodes; {generator.Name}: {NodeCount(generator.Graph)} nodes");
    }

    private static int NodeCount(GraphBuilder graph)
    {
        var needed = Reachability.From(graph.Outputs.Select(output => output.Value));
        return graph.Nodes.Count(node => needed.Contains(node.Output));
    }
}
