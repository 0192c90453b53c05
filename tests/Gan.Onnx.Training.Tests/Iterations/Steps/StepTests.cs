using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Iterations.Steps;

public class StepTests
{
    private const int Batch = 4;
    private static readonly Preset Tiny = TinyPresets.Scalars();

    [Fact]
    public void Discriminator_step_takes_items_latents_parameters_and_masks()
    {
        var step = DiscriminatorStep.Build(Tiny, Batch);

        Assert.Equal("discriminator_step", step.Name);
        Assert.Equal(["images", "z"], step.Graph.Inputs.Take(2).Select(input => input.Name));
        Assert.Equal([Shape.Of(Batch, 1), Shape.Of(Batch, 3)], step.Graph.Inputs.Take(2).Select(input => input.Shape));
        Assert.Equal(["mask/generator.2", "mask/discriminator.2"], step.Masks.Select(mask => mask.Name));
        Assert.Equal([Shape.Of(Batch, 8), Shape.Of(2 * Batch, 8)], step.Masks.Select(mask => mask.Shape));
    }

    [Fact]
    public void Discriminator_step_gives_gradients_of_the_discriminator_alone() => Assert.Equal(
        ["loss", "real_probability", "fake_probability", .. Gradients(Tiny.CreateDiscriminator())],
        DiscriminatorStep.Build(Tiny, Batch).Graph.Outputs.Select(output => output.Name));

    [Fact]
    public void Generator_step_gives_gradients_of_the_generator_alone()
    {
        var step = GeneratorStep.Build(Tiny, Batch);

        Assert.Equal(["loss", "fake_probability", .. Gradients(Tiny.CreateGenerator())], step.Graph.Outputs.Select(output => output.Name));
        Assert.Equal(Shape.Of(Batch, 8), step.Masks[1].Shape);
    }

    [Fact]
    public void Discriminator_s_gradients_are_the_derivative_of_its_loss() =>
        StepGradients.Check(DiscriminatorStep.Build(StepGradients.Smooth(Tiny), Batch));

    [Fact]
    public void Generator_s_gradients_are_the_derivative_of_its_loss() =>
        StepGradients.Check(GeneratorStep.Build(StepGradients.Smooth(Tiny), Batch));

    [Fact]
    public void Probabilities_are_means_over_real_items_and_fakes()
    {
        // No weights: the logits are D's last bias, 0 for both halves, whatever comes in.
        var step = DiscriminatorStep.Build(TinyPresets.Images(), Batch).Graph;

        var results = GraphRun.Once(
            step, [.. step.Inputs.Select(input => input.Name == "discriminator.0.bias" ? [Math.Log(3)] : Zeros(input))]);

        // sigmoid(ln 3) = 3/4; the loss is ln(1 + 3) - 0.9 ln 3 + ln(1 + 3).
        Assert.Equal(0.75, results[1].Elements[0], 1e-6);
        Assert.Equal(0.75, results[2].Elements[0], 1e-6);
        Assert.Equal((2 * Math.Log(4)) - (0.9 * Math.Log(3)), results[0].Elements[0], 1e-6);
    }

    [Fact]
    public void Generator_that_makes_another_shape_than_the_data_is_refused()
    {
        var preset = Tiny with { Generator = Tiny.Generator with { Layers = [new Linear(3, 2)] } };

        Assert.Equal(
            "The generator makes [4,2], the data are [4,1]. Give the generator's last layers that shape.",
            Assert.Throws<GraphException>(() => DiscriminatorStep.Build(preset, Batch)).Message);
    }

    [Fact]
    public void Discriminator_that_does_not_end_in_one_logit_is_refused()
    {
        var preset = Tiny with { Discriminator = Tiny.Discriminator with { Layers = [new Linear(1, 2)] } };

        Assert.Equal(
            "The discriminator makes [8,2], expected one logit an item, [8,1]. End it with a Linear of out 1.",
            Assert.Throws<GraphException>(() => DiscriminatorStep.Build(preset, Batch)).Message);
    }

    [Fact]
    public void Same_preset_gives_the_same_bytes() => Assert.Equal(
        ModelWriter.Write(DiscriminatorStep.Build(Tiny, Batch).Graph), ModelWriter.Write(DiscriminatorStep.Build(Tiny, Batch).Graph));

    [Fact]
    public void Steps_of_a_preset_that_looks_at_labels_take_a_row_an_item()
    {
        var preset = TinyPresets.Labels();

        Assert.All(
            new[] { DiscriminatorStep.Build(preset, Batch), GeneratorStep.Build(preset, Batch), SampleGraph.Build(preset, Batch) },
            step => Assert.Equal(Shape.Of(Batch, 10), step.Graph.Inputs.Single(input => input.Name == "labels").Shape));
    }

    [Fact]
    public void Gradients_of_labelled_steps_are_the_derivatives_of_their_losses()
    {
        // Of scalars: over 784 pixels a difference quotient says little.
        var preset = TinyPresets.Labels();
        preset = preset with
        {
            Data = Tiny.Data,
            Generator = preset.Generator with { Layers = [new Embedding(10, 4), new Linear(7, 5), new Tanh(), new Linear(5, 1)] },
            Discriminator = preset.Discriminator with { Layers = [new Linear(1, 6), new Tanh(), new Projection(6, 10)] },
        };

        StepGradients.Check(DiscriminatorStep.Build(preset, Batch));
        StepGradients.Check(GeneratorStep.Build(preset, Batch));
    }

    private static IEnumerable<string> Gradients(Network network) => network.Parameters.Select(spec => $"gradient/{spec.Name}");

    private static double[] Zeros(Value input) => new double[input.Shape.ElementCount];
}
