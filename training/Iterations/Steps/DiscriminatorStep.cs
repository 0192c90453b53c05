using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>
/// The discriminator's half of an iteration: real items and detached fakes in, loss with penalties and D's gradients out.
/// </summary>
public static class DiscriminatorStep
{
    /// <summary>
    /// The output mean(sign(D(x))) over real items, a scalar, or mean(sign(D(x) − D(G(z)))) for losses that see pairs; only where the
    /// strength of augmentations follows it.
    /// </summary>
    public const string RealSign = "real_sign";

    /// <summary>Builds the step for a fixed batch.</summary>
    /// <param name="preset">Networks, loss and penalties.</param>
    /// <param name="batch">Real items, and as many fakes.</param>
    /// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
    /// <exception cref="GraphException">Networks and data do not fit together.</exception>
    public static EngineGraph Build(Preset preset, int batch, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("discriminator_step");
        var (generator, discriminator) = (preset.CreateGenerator(), preset.CreateDiscriminator());
        var inputs = new StepInputs(graph, TrainingStreams.DiscriminatorMasks);
        var real = inputs.Declare(new RealInput(new Shape([batch, .. preset.Data.ItemShape])));
        var latents = Shape.Of(batch, preset.Latent.Size);
        var z = inputs.Declare(new LatentInput(latents, TrainingStreams.DiscriminatorLatents, preset.Latent.Distribution));
        var labels = preset.Classes > 0 ? inputs.Declare(new LabelInput(Shape.Of(batch, preset.Classes))) : null;
        var parameters = EngineGraph.Declare(graph, discriminator).Concat(EngineGraph.Declare(graph, generator)).ToDictionary();
        var pass = new ForwardPass(graph, parameters, PassMode.Training, lowering)
        {
            Inputs = inputs,
            Trained = discriminator.Name,
            Labels = labels,
        };

        var fake = generator.Forward(pass, z).Detach();
        if (!fake.Shape.Equals(real.Shape))
        {
            throw new GraphException(
                $"The generator makes {fake.Shape}, the data are {real.Shape}. Give the generator's last layers that shape.");
        }

        var judged = new ScoredBatch(discriminator, pass, real, fake);
        var loss = preset.Loss.Discriminator(judged.RealLogits, judged.FakeLogits);
        var penalty = preset.Penalties.Select(term => term.Of(judged))
            .Aggregate((Value?)null, (sum, term) => sum is null ? term : sum + term);
        loss = penalty is null ? loss : loss + penalty;
        graph.Output(EngineGraph.Loss, loss);
        if (penalty is not null)
        {
            graph.Output(EngineGraph.Penalty, penalty);
        }

        graph.Output(EngineGraph.RealProbability, judged.RealLogits.Sigmoid().ReduceMean());
        graph.Output(EngineGraph.FakeProbability, judged.FakeLogits.Sigmoid().ReduceMean());
        if (preset.Augment?.Adaptive is not null)
        {
            var lead = preset.Loss.GeneratorNeedsReal ? judged.RealLogits - judged.FakeLogits : judged.RealLogits;
            graph.Output(RealSign, lead.Sign().ReduceMean());
        }

        EngineGraph.DeclareGradients(graph, loss, discriminator, parameters);
        EngineGraph.DeclareCarried(graph, pass);
        return new EngineGraph(graph, pass.Inputs.All);
    }
}
