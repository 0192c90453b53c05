using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>The discriminator outside training (dropout off): D(x) as a probability for any items.</summary>
public static class DiscriminatorGraph
{
    /// <summary>The output sigmoid(D(x)), [N, 1].</summary>
    public const string Probability = "probability";

    /// <summary>Builds the graph for a fixed number of items.</summary>
    public static EngineGraph Build(Preset preset, int count, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("discriminator_judgement");
        var discriminator = preset.CreateDiscriminator();
        var items = graph.Input(EngineGraph.Images, new Shape([count, .. preset.Data.ItemShape]));
        var parameters = EngineGraph.Declare(graph, discriminator).ToDictionary();
        var labels = EngineGraph.DeclareLabels(graph, preset.Classes, count);
        var pass = new ForwardPass(graph, parameters, PassMode.Measuring, lowering) { Labels = labels };
        graph.Output(Probability, discriminator.Forward(pass, items).Sigmoid());
        return new EngineGraph(graph, pass.Inputs.All);
    }
}
