using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Nn;
using Gan.Onnx.Training.Nn.Lowerings;
using Gan.Onnx.Training.Ops;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Steps;

/// <summary>The discriminator's half of an iteration: real items and detached fakes in, loss and D's gradients out.</summary>
public static class DiscriminatorStep
{
    /// <summary>Builds the step for a fixed batch.</summary>
    /// <param name="preset">Networks and loss.</param>
    /// <param name="batch">Real items, and as many fakes.</param>
    /// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
    /// <exception cref="GraphException">Networks and data do not fit together.</exception>
    public static StepGraph Build(Preset preset, int batch, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("discriminator_step");
        var (generator, discriminator) = (preset.CreateGenerator(), preset.CreateDiscriminator());
        var real = graph.Input(StepGraph.Images, new Shape([batch, .. preset.Data.ItemShape]));
        var z = graph.Input(StepGraph.Latents, Shape.Of(batch, preset.Latent.Size));
        var parameters = StepGraph.Declare(graph, discriminator).Concat(StepGraph.Declare(graph, generator)).ToDictionary();
        var pass = new ForwardPass(graph, parameters, training: true, lowering);

        var fake = generator.Forward(pass, z).Detach();
        if (!fake.Shape.Equals(real.Shape))
        {
            throw new GraphException($"The generator makes {fake.Shape}, the data are {real.Shape}. Give the generator's last layers that shape.");
        }

        // No layer lets items of a batch see each other, so one pass over both halves equals two passes and keeps Gemms large.
        var logits = discriminator.Forward(pass, new[] { real, fake }.Concat(0));
        if (!logits.Shape.Equals(Shape.Of(2L * batch, 1)))
        {
            throw new GraphException($"The discriminator makes {logits.Shape}, expected one logit an item, [{2L * batch},1]. End it with a Linear of out 1.");
        }

        var (realLogits, fakeLogits) = (logits.Slice(0, 0, batch), logits.Slice(0, batch, 2L * batch));
        var loss = preset.Loss.Discriminator(realLogits, fakeLogits);
        graph.Output(StepGraph.Loss, loss);
        graph.Output(StepGraph.RealProbability, realLogits.Sigmoid().ReduceMean());
        graph.Output(StepGraph.FakeProbability, fakeLogits.Sigmoid().ReduceMean());
        StepGraph.DeclareGradients(graph, loss, discriminator, parameters);
        return new StepGraph(graph, pass.Masks);
    }
}
