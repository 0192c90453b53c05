using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>
/// The generator outside training (dropout off), with its parameters, and what its layers want to know of the population, as inputs.
/// </summary>
public static class SampleGraph
{
    /// <summary>Builds the graph for a fixed number of samples.</summary>
    public static EngineGraph Build(Preset preset, int count, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("generator_samples");
        var generator = preset.CreateGenerator();
        var z = graph.Input(EngineGraph.Latents, Shape.Of(count, preset.Latent.Size));
        var labels = EngineGraph.DeclareLabels(graph, preset.Classes, count);
        var parameters = EngineGraph.DeclareSampled(graph, generator, averaged: preset.Ema is not null);
        foreach (var spec in generator.Statistics)
        {
            parameters[spec.Name] = graph.Input(spec.Name, spec.Shape);
        }

        var pass = new ForwardPass(graph, parameters, PassMode.Inference, lowering) { Labels = labels };
        graph.Output(EngineGraph.Samples, Present(preset.Data, generator.Forward(pass, z)));
        return new EngineGraph(graph, pass.Inputs.All);
    }

    /// <summary>What people and other programs get to see: images in [0, 1] as [N, channels, side, side]; other data as they are.</summary>
    public static Value Present(DataOptions data, Value generated)
    {
        if (data is not ImageOptions images)
        {
            return generated;
        }

        var (low, high) = (images.Range[0], images.Range[1]);
        var unit = (low, high) == (0, 1) ? generated : (generated - low) * (1 / (high - low));
        return unit.Clip(0, 1).Reshape(new Shape(generated.Shape[0], images.ImageChannels, images.ImageSide, images.ImageSide));
    }
}
