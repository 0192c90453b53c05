using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Nn;
using Gan.Onnx.Training.Nn.Lowerings;
using Gan.Onnx.Training.Ops;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Steps;

/// <summary>The discriminator outside training (dropout off): D(x) as a probability for any items.</summary>
public static class JudgementGraph
{
    /// <summary>The output sigmoid(D(x)), [N, 1].</summary>
    public const string Probability = "probability";

    /// <summary>Builds the graph for a fixed number of items.</summary>
    public static StepGraph Build(Preset preset, int count, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("discriminator_judgement");
        var discriminator = preset.CreateDiscriminator();
        var items = graph.Input(StepGraph.Images, new Shape([count, .. preset.Data.ItemShape]));
        var parameters = StepGraph.Declare(graph, discriminator).ToDictionary();
        var labels = StepGraph.DeclareLabels(graph, preset.Classes, count);
        var pass = new ForwardPass(graph, parameters, PassMode.Measuring, lowering) { Labels = labels };
        graph.Output(Probability, discriminator.Forward(pass, items).Sigmoid());
        return new StepGraph(graph, pass.Inputs.All);
    }
}
