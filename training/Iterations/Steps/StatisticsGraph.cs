using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>
/// What the generator's layers find in one batch: outputs under the names of the statistics, such as <c>generator.3.running_mean</c>.
/// </summary>
public static class StatisticsGraph
{
    /// <summary>Builds the graph for a fixed number of latents.</summary>
    /// <param name="preset">A preset whose generator has statistics.</param>
    /// <param name="count">Latents in a batch.</param>
    /// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
    public static EngineGraph Build(Preset preset, int count, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("generator_statistics");
        var generator = preset.CreateGenerator();
        var z = graph.Input(EngineGraph.Latents, Shape.Of(count, preset.Latent.Size));
        var parameters = EngineGraph.DeclareSampled(graph, generator, averaged: preset.Ema is not null);
        var labels = EngineGraph.DeclareLabels(graph, preset.Classes, count);
        var pass = new ForwardPass(graph, parameters, PassMode.Measuring, lowering) { Labels = labels };
        generator.Forward(pass, z);
        foreach (var (name, statistic) in pass.Measured)
        {
            graph.Output(name, statistic);
        }

        return new EngineGraph(graph, pass.Inputs.All);
    }
}
