using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Nn;
using Gan.Onnx.Training.Nn.Lowerings;
using Gan.Onnx.Training.Ops;
using Gan.Onnx.Training.Penalties;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Steps;

/// <summary>The discriminator's half of an iteration: real items and detached fakes in, loss with penalties and D's gradients out.</summary>
public static class DiscriminatorStep
{
    /// <summary>Builds the step for a fixed batch.</summary>
    /// <param name="preset">Networks, loss and penalties.</param>
    /// <param name="batch">Real items, and as many fakes.</param>
    /// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
    /// <exception cref="GraphException">Networks and data do not fit together.</exception>
    public static StepGraph Build(Preset preset, int batch, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("discriminator_step");
        var (generator, discriminator) = (preset.CreateGenerator(), preset.CreateDiscriminator());
        var inputs = new StepInputs(graph, TrainingStreams.DiscriminatorMasks);
        var real = inputs.Declare(new RealInput(new Shape([batch, .. preset.Data.ItemShape])));
        var latents = Shape.Of(batch, preset.Latent.Size);
        var z = inputs.Declare(new LatentInput(latents, TrainingStreams.DiscriminatorLatents, preset.Latent.Distribution));
        var labels = preset.Classes > 0 ? inputs.Declare(new LabelInput(Shape.Of(batch, preset.Classes))) : null;
        var parameters = StepGraph.Declare(graph, discriminator).Concat(StepGraph.Declare(graph, generator)).ToDictionary();
        var pass = new ForwardPass(graph, parameters, PassMode.Training, lowering)
        {
            Inputs = inputs,
            Trained = discriminator.Name,
            Labels = labels,
        };

        var fake = generator.Forward(pass, z).Detach();
        if (!fake.Shape.Equals(real.Shape))
        {
            throw new GraphException($"The generator makes {fake.Shape}, the data are {real.Shape}. Give the generator's last layers that shape.");
        }

        var judged = new JudgedBatch(discriminator, pass, real, fake);
        var loss = preset.Loss.Discriminator(judged.RealLogits, judged.FakeLogits);
        var penalty = preset.Penalties.Select(term => term.Of(judged)).Aggregate((Value?)null, (sum, term) => sum is null ? term : sum + term);
        loss = penalty is null ? loss : loss + penalty;
        graph.Output(StepGraph.Loss, loss);
        if (penalty is not null)
        {
            graph.Output(StepGraph.Penalty, penalty);
        }

        graph.Output(StepGraph.RealProbability, judged.RealLogits.Sigmoid().ReduceMean());
        graph.Output(StepGraph.FakeProbability, judged.FakeLogits.Sigmoid().ReduceMean());
        StepGraph.DeclareGradients(graph, loss, discriminator, parameters);
        StepGraph.DeclareCarried(graph, pass);
        return new StepGraph(graph, pass.Inputs.All);
    }
}
