using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Nn;
using Gan.Onnx.Training.Nn.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Steps;

/// <summary>What the generator's layers find in one batch: outputs under the names of the statistics, such as <c>generator.3.running_mean</c>.</summary>
public static class StatisticsGraph
{
    /// <summary>Builds the graph for a fixed number of latents.</summary>
    /// <param name="preset">A preset whose generator has statistics.</param>
    /// <param name="count">Latents in a batch.</param>
    /// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
    public static StepGraph Build(Preset preset, int count, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("generator_statistics");
        var generator = preset.CreateGenerator();
        var z = graph.Input(StepGraph.Latents, Shape.Of(count, preset.Latent.Size));
        var parameters = StepGraph.DeclareSampled(graph, generator, averaged: preset.Ema is not null);
        var labels = StepGraph.DeclareLabels(graph, preset.Classes, count);
        var pass = new ForwardPass(graph, parameters, PassMode.Measuring, lowering) { Labels = labels };
        generator.Forward(pass, z);
        foreach (var (name, statistic) in pass.Measured)
        {
            graph.Output(name, statistic);
        }

        return new StepGraph(graph, pass.Inputs.All);
    }
}
