using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Classifiers;

/// <summary>
/// A step of the digit classifier: images and their classes in, cross-entropy with a margin and the gradients of both of its networks out.
/// </summary>
public static class ClassifierStep
{
    /// <summary>The input of right classes, [N, 11]: 1 at the class, 0 elsewhere.</summary>
    public const string OneHot = "one_hot";

    // Digits and what is no digit must differ by this much in the logit of the latter: their features then lie far apart, which a mere
    // boundary does not see to, and odd digits do not count as neighbours of noise.
    private const float Margin = 10;

    /// <summary>Builds the step for a fixed batch of flat images [N, 784] in [0, 1].</summary>
    /// <param name="batch">Images.</param>
    /// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
    public static EngineGraph Build(int batch, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("classifier_step");
        var (features, head) = (DigitNetwork.CreateFeatures(), DigitNetwork.CreateHead(DigitNetwork.TrainingOutputs));
        var images = graph.Input(EngineGraph.Images, Shape.Of(batch, MnistOptions.Pixels));
        var oneHot = graph.Input(OneHot, Shape.Of(batch, DigitNetwork.TrainingOutputs));
        var parameters = EngineGraph.Declare(graph, features).Concat(EngineGraph.Declare(graph, head)).ToDictionary();
        var inputs = new StepInputs(graph, EvaluationStreams.Masks);
        var pass = new ForwardPass(graph, parameters, PassMode.Training, lowering) { Inputs = inputs };

        var margins = graph.Floats([.. new float[DigitNetwork.Classes], Margin]);
        var logits = head.Forward(pass, features.Forward(pass, images)) + (margins * (1 - (2 * oneHot)));
        var loss = SoftmaxCrossEntropy.Of(logits, oneHot);
        graph.Output(EngineGraph.Loss, loss);
        EngineGraph.DeclareGradients(graph, loss, features, parameters);
        EngineGraph.DeclareGradients(graph, loss, head, parameters);
        return new EngineGraph(graph, pass.Inputs.All);
    }
}
