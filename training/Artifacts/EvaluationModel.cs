using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using Google.Protobuf;

namespace Gan.Onnx.Training.Artifacts;

/// <summary>
/// A step's loss without gradients, dropout and penalties, for ONNX Runtime Training's evaluation steps, and what the network makes.
/// Batch normalisation goes by the batch's own statistics: those of the population come into the frozen generator only.
/// </summary>
public static class EvaluationModel
{
    /// <summary>Inputs images, z and labels as in the discriminator's step; outputs loss, real_probability, fake_probability.</summary>
    /// <param name="preset">Networks and loss.</param>
    /// <param name="state">The tensors that the runtime keeps.</param>
    public static byte[] OfDiscriminator(Preset preset, TrainingState state)
    {
        var graph = new GraphBuilder("discriminator_evaluation");
        var images = Images(graph, preset);
        var (generator, discriminator, pass, z) = Begin(graph, preset);
        var scored = new ScoredBatch(discriminator, pass, images, generator.Forward(pass, z));
        graph.Output(EngineGraph.Loss, preset.Loss.Discriminator(scored.RealLogits, scored.FakeLogits));
        graph.Output(EngineGraph.RealProbability, scored.RealLogits.Sigmoid().ReduceMean());
        graph.Output(EngineGraph.FakeProbability, scored.FakeLogits.Sigmoid().ReduceMean());
        return Write(graph, state);
    }

    /// <summary>
    /// Inputs z, labels and, for losses that compare, images as in the generator's step; outputs loss, fake_probability, and the
    /// generated items as people get to see them: images [N, channels, height, width] in [0, 1], or samples.
    /// </summary>
    /// <param name="preset">Networks and loss.</param>
    /// <param name="state">The tensors that the runtime keeps.</param>
    public static byte[] OfGenerator(Preset preset, TrainingState state)
    {
        var graph = new GraphBuilder("generator_evaluation");
        var (generator, discriminator, pass, z) = Begin(graph, preset);
        var fake = generator.Forward(pass, z);
        var logits = discriminator.Forward(pass, fake);
        graph.Output(EngineGraph.Loss, preset.Loss.Generator(logits, preset.Loss.GeneratorNeedsReal ? RealLogits() : null));
        graph.Output(EngineGraph.FakeProbability, logits.Sigmoid().ReduceMean());
        graph.Output(EngineGraph.Samples, SampleGraph.Present(preset.Data, fake));
        return Write(graph, state);

        Value RealLogits() => discriminator.Forward(pass.Named("real"), Images(graph, preset));
    }

    private static Value Images(GraphBuilder graph, Preset preset) =>
        graph.Input(EngineGraph.Images, new Shape([preset.Data.Batch, .. preset.Data.ItemShape]));

    private static (Network Generator, Network Discriminator, ForwardPass Pass, Value Latents) Begin(GraphBuilder graph, Preset preset)
    {
        var (generator, discriminator) = (preset.CreateGenerator(), preset.CreateDiscriminator());
        var z = graph.Input(EngineGraph.Latents, Shape.Of(preset.Data.Batch, preset.Latent.Size));
        var labels = EngineGraph.DeclareLabels(graph, preset.Classes, preset.Data.Batch);
        var parameters = EngineGraph.Declare(graph, discriminator).Concat(EngineGraph.Declare(graph, generator)).ToDictionary();
        return (generator, discriminator, new ForwardPass(graph, parameters, PassMode.Measuring) { Labels = labels }, z);
    }

    private static byte[] Write(GraphBuilder graph, TrainingState state) =>
        StateInputs.Behind(ModelProto.Parser.ParseFrom(ModelWriter.Write(graph)), state).ToByteArray();
}
