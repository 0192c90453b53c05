using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Classifiers;

/// <summary>
/// The frozen classifier: input <c>images</c> float [N, 1, 28, 28] in [0, 1], white on black; outputs <c>logits</c> [N, 10] of the digits
/// and <c>features</c> [N, 84].
/// </summary>
public static class ClassifierExport
{
    /// <summary>The output of features, [N, 84].</summary>
    public const string Features = "features";

    /// <summary>The output of logits, [N, 10].</summary>
    public const string Logits = "logits";

    private const string Batch = "N";

    /// <summary>The ONNX file's bytes, with the averaged weights; equal weights give equal bytes.</summary>
    public static byte[] Write(ClassifierTrainer trainer)
    {
        var graph = new GraphBuilder("classifier");
        var images = graph.Input(EngineGraph.Images, new Shape(new Dimension(Batch), 1, MnistOptions.Side, MnistOptions.Side));
        var head = DigitNetwork.CreateHead(DigitNetwork.Classes);
        var pass = new ForwardPass(
            graph,
            Weights(graph, trainer.Features, trainer.Features.Network).Concat(Weights(graph, trainer.Head, head)).ToDictionary(),
            PassMode.Inference,
            Lowering.Conv);
        var features = trainer.Features.Network.Forward(pass, images.Reshape(new Shape(new Dimension(Batch), MnistOptions.Pixels)));
        graph.Output(Logits, head.Forward(pass, features));
        graph.Output(Features, features);
        return ModelWriter.Write(graph);
    }

    /// <summary>
    /// Weights of the frozen network: those of the trained one, or their first rows where the trained one has outputs more.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, Value>> Weights(GraphBuilder graph, ParameterBlock block, Network frozen) =>
        block.Entries.Zip(frozen.Parameters, (entry, spec) => KeyValuePair.Create(
            entry.Name,
            graph.Initializer<float>(entry.Name, spec.Shape, block.Sampled.Span.Slice(entry.Offset, (int)spec.Shape.ElementCount))));
}
