using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>
/// The generator's half of an iteration: latents (and real items, for losses that compare) in, loss and G's gradients, through an unchanged
/// discriminator, out.
/// </summary>
public static class GeneratorStep
{
    /// <summary>Builds the step for a fixed batch.</summary>
    /// <param name="preset">Networks and loss.</param>
    /// <param name="batch">Fakes.</param>
    /// <param name="lowering">How feature maps are computed with; that of the CPU when absent.</param>
    /// <exception cref="GraphException">The networks do not fit together.</exception>
    public static EngineGraph Build(Preset preset, int batch, Lowering? lowering = null)
    {
        var graph = new GraphBuilder("generator_step");
        var (generator, discriminator) = (preset.CreateGenerator(), preset.CreateDiscriminator());
        var inputs = new StepInputs(graph, TrainingStreams.GeneratorMasks);
        var latents = Shape.Of(batch, preset.Latent.Size);
        var z = inputs.Declare(preset.Schedule.GeneratorLatents == GeneratorLatents.Reuse
            ? new SharedInput(EngineGraph.Latents, latents)
            : new LatentInput(latents, TrainingStreams.GeneratorLatents, preset.Latent.Distribution));
        var labels = preset.Classes > 0 ? inputs.Declare(new SharedInput(EngineGraph.Labels, Shape.Of(batch, preset.Classes))) : null;
        var parameters = EngineGraph.Declare(graph, generator).Concat(EngineGraph.Declare(graph, discriminator)).ToDictionary();
        var pass = new ForwardPass(graph, parameters, PassMode.Training, lowering)
        {
            Inputs = inputs,
            Trained = generator.Name,
            Labels = labels,
        };

        var logits = discriminator.Forward(pass, generator.Forward(pass, z));
        var loss = preset.Loss.Generator(logits, preset.Loss.GeneratorNeedsReal ? RealLogits() : null);
        graph.Output(EngineGraph.Loss, loss);
        graph.Output(EngineGraph.FakeProbability, logits.Sigmoid().ReduceMean());
        EngineGraph.DeclareGradients(graph, loss, generator, parameters);
        EngineGraph.DeclareCarried(graph, pass);
        return new EngineGraph(graph, pass.Inputs.All);

        // A pass of their own: G's gradient does not go through it.
        Value RealLogits()
        {
            var real = inputs.Declare(new SharedInput(EngineGraph.Images, new Shape([batch, .. preset.Data.ItemShape])));
            return discriminator.Forward(pass.Named("real"), real);
        }
    }
}
