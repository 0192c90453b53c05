using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Augmentations;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Iterations.Steps;

namespace Gan.Onnx.Training.Tests.Networks.Penalties;

public class PenaltyTests
{
    private const int Batch = 4;

    private static readonly Dictionary<string, Penalty[]> Choices = new()
    {
        ["none"] = [],
        ["r1"] = [new R1(3)],
        ["r2"] = [new R2(3)],
        ["gradientPenalty"] = [new GradientPenalty(5)],
        ["all"] = [new R1(1), new R2(2), new GradientPenalty(3)],
    };

    [Theory]
    [InlineData("r1", false)]
    [InlineData("r2", false)]
    [InlineData("gradientPenalty", false)]
    [InlineData("all", false)]
    [InlineData("r1", true)]
    [InlineData("r2", true)]
    [InlineData("all", true)]
    public void Step_s_gradients_are_the_derivative_of_loss_and_penalties(string penalties, bool mixes) =>
        StepGradients.Check(DiscriminatorStep.Build(StepGradients.Smooth(Tiny(penalties, mixes)), Batch));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_with_wrong_labels_are_the_derivative(bool mixes) =>
        StepGradients.Check(DiscriminatorStep.Build(StepGradients.Smooth(Labelled([new WrongLabels(2)], mixes)), Batch));

    // D(x, y) = y at items of ones: labels 0, 1, 2, 3 against 1, 2, 3, 0.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wrong_labels_compare_an_item_s_label_with_the_next_item_s(bool mixes)
    {
        var preset = Labelled([new WrongLabels(2)], mixes);
        var layers = preset.Discriminator.Layers.Where(layer => layer is Dropout or SaysItMixes);
        var graph = DiscriminatorStep.Build(
            preset with { Discriminator = preset.Discriminator with { Layers = [.. layers, new Projection(784, 10)] } }, Batch).Graph;

        var results = GraphRun.Once(graph, [.. graph.Inputs.Select(input => Enumerable
            .Range(0, (int)input.Shape.ElementCount)
            .Select(element => Element(input, element))
            .ToArray())]);

        var expected = 2 * ((3 * Math.Log(1 + Math.Exp(1))) + Math.Log(1 + Math.Exp(-3))) / 4;
        Assert.Equal(expected, results[1].Elements[0], 1e-5);

        static double Element(Value input, int index) => input.Name switch
        {
            EngineGraph.Images => 1,
            EngineGraph.Labels => index % 10 == index / 10 ? 1 : 0,
            _ when input.Name.StartsWith("mask/", StringComparison.Ordinal) => 1,
            _ when input.Name.EndsWith(".embedding", StringComparison.Ordinal) => index / 784 / 784.0,
            _ => 0,
        };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_comes_before_labels_is_made_once(bool mixes)
    {
        var (without, with) = (Build([]), Build([new WrongLabels(1)]));

        Assert.Equal(without.Masks.Select(mask => mask.Name), with.Masks.Select(mask => mask.Name));
        Assert.Equal(Uses(without), Uses(with));

        EngineGraph Build(Penalty[] penalties) => DiscriminatorStep.Build(Labelled(penalties, mixes), Batch);

        static int Uses(EngineGraph step) =>
            step.Graph.Nodes.Count(node => node.Inputs.Any(input => input.Name == "discriminator.3.weight"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wrong_labels_go_with_augmentation_and_with_dropout_behind_labels(bool mixes)
    {
        var preset = Labelled([], mixes);
        Layer[] layers = [new Embedding(10, 3), new Linear(787, 6), new Dropout(0.5), new Linear(6, 1)];
        preset = preset with
        {
            Augment = new AugmentOptions(1, null, [new Translation(0.1)]),
            Discriminator = preset.Discriminator with { Layers = [.. layers, .. mixes ? [new SaysItMixes()] : Array.Empty<Layer>()] },
        };
        var without = DiscriminatorStep.Build(preset, Batch);
        var with = DiscriminatorStep.Build(preset with { Penalties = [new WrongLabels(1)] }, Batch);

        Assert.Equal(without.Graph.Inputs.Select(input => input.Name), with.Graph.Inputs.Select(input => input.Name));
        Assert.Contains(without.Graph.Inputs, input => input.Name.StartsWith("augment/", StringComparison.Ordinal));
        Assert.NotEmpty(without.Masks);
    }

    [Fact]
    public void Wrong_labels_are_refused_where_there_are_none()
    {
        var refused = Assert.Throws<GraphException>(
            () => DiscriminatorStep.Build(TinyPresets.Scalars() with { Penalties = [new WrongLabels(1)] }, Batch));

        Assert.Contains("wrongLabels", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Leave it out", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparing_generator_s_gradients_are_the_derivative_of_its_loss() =>
        StepGradients.Check(GeneratorStep.Build(StepGradients.Smooth(Tiny("none") with { Loss = new Relativistic() }), Batch));

    // D(x) = 3 tanh(x): ∂D/∂x is 3 at the real items and the mixtures, all 0, and 9/4 at the fakes, ln(3)/2, where tanh is 1/2.
    [Theory]
    [InlineData("r1", 1.5 * 9)]
    [InlineData("r2", 1.5 * 5.0625)]
    [InlineData("gradientPenalty", 5 * 4)]
    [InlineData("all", (0.5 * 9) + 5.0625 + (3 * 4))]
    public void Value_is_that_of_the_formula_and_part_of_the_loss(string penalties, double expected)
    {
        var (loss, penalty) = Run(penalties);

        Assert.Equal(expected, penalty, 1e-5);
        Assert.Equal(Run("none").Loss + expected, loss, 1e-5);

        static (double Loss, double Penalty) Run(string penalties)
        {
            var preset = Tiny(penalties);
            var graph = DiscriminatorStep.Build(
                preset with
                {
                    Generator = preset.Generator with { Layers = [new Linear(3, 1)] },
                    Discriminator = preset.Discriminator with { Layers = [new Tanh(), new Linear(1, 1)] },
                },
                Batch).Graph;
            var results = GraphRun.Once(
                graph, [.. graph.Inputs.Select(input => Enumerable.Repeat(Element(input), (int)input.Shape.ElementCount).ToArray())]);
            return (results[0].Elements[0], results[1].Elements[0]);
        }

        static double Element(Value input) => input.Name switch
        {
            "generator.0.bias" => Math.Log(3) / 2,
            "discriminator.1.weight" => 3,
            GradientPenalty.Mix => 1,
            _ => 0,
        };
    }

    [Theory]
    [InlineData(null, 6)]
    [InlineData(784, 6)]
    [InlineData(1000, 6)]
    [InlineData(392, 12)]
    public void Gamma_grows_with_items_of_more_values_than_it_is_for(int? values, double expected)
    {
        Assert.Equal(expected / 2, new R1(6, values).WeightAt(784));
        Assert.Equal(expected / 2, new R2(6, values).WeightAt(784));
        Assert.Equal(expected / 6, Penalty(new R1(6, values)) / Penalty(new R1(6)), 1e-5);
        Assert.Equal(expected / 6, Penalty(new R2(6, values)) / Penalty(new R2(6)), 1e-5);

        static double Penalty(Penalty penalty)
        {
            var step = DiscriminatorStep.Build(Labelled([penalty], mixes: false), Batch);
            var random = new Random(8);
            double[][] feeds = [.. step.Graph.Inputs.Select(input => StepGradients.Feed(step, input, random))];
            return GraphRun.Once(step.Graph, feeds)[1].Elements[0];
        }
    }

    [Fact]
    public void All_pixels_of_a_mixture_share_one_number()
    {
        var graph = DiscriminatorStep.Build(TinyPresets.Labels() with { Penalties = [new GradientPenalty(1)] }, Batch).Graph;

        var mix = graph.Inputs.Single(input => input.Name == GradientPenalty.Mix);
        Assert.Equal(Shape.Of(Batch, 1), mix.Shape);
    }

    [Fact]
    public void Flat_discriminator_has_a_finite_gradient_penalty()
    {
        var graph = DiscriminatorStep.Build(Tiny("gradientPenalty"), Batch).Graph;

        var results = GraphRun.Once(graph, [.. graph.Inputs.Select(input => new double[input.Shape.ElementCount])]);

        Assert.Equal(5, results[1].Elements[0], 1e-6);
        Assert.All(results.SelectMany(result => result.Elements), element => Assert.True(double.IsFinite(element), $"{element}"));
    }

    [Fact]
    public void Two_passes_give_what_one_pass_gives()
    {
        var (one, two) = (DiscriminatorStep.Build(Tiny("all"), Batch), DiscriminatorStep.Build(Tiny("all", mixes: true), Batch));
        Assert.Equal(["mask/generator.2", "mask/discriminator.2", "mask/penalty/discriminator.2"], one.Masks.Select(mask => mask.Name));
        Assert.Equal(
            ["mask/generator.2", "mask/real/discriminator.2", "mask/fake/discriminator.2", "mask/penalty/discriminator.2"],
            two.Masks.Select(mask => mask.Name));
        var random = new Random(5);
        var feeds = one.Graph.Inputs.ToDictionary(input => input.Name, input => StepGradients.Feed(one, input, random));
        var both = feeds["mask/discriminator.2"];
        (feeds["mask/real/discriminator.2"], feeds["mask/fake/discriminator.2"]) = (both[..(both.Length / 2)], both[(both.Length / 2)..]);

        Assert.Equal(one.Graph.Outputs.Select(output => output.Name), two.Graph.Outputs.Select(output => output.Name));
        Assert.All(Execute(one).Zip(Execute(two)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

        double[] Execute(EngineGraph step) =>
            [.. GraphRun.Once(step.Graph, [.. step.Graph.Inputs.Select(input => feeds[input.Name])]).SelectMany(result => result.Elements)];
    }

    [Fact]
    public void Generator_s_step_takes_real_items_only_for_a_loss_that_compares()
    {
        var comparing = GeneratorStep.Build(Tiny("none") with { Loss = new Relativistic() }, Batch);

        Assert.DoesNotContain(GeneratorStep.Build(Tiny("none"), Batch).Graph.Inputs, input => input.Name == EngineGraph.Images);
        Assert.Contains(comparing.Graph.Inputs, input => input.Name == EngineGraph.Images);
        Assert.Equal(["mask/generator.2", "mask/discriminator.2", "mask/real/discriminator.2"], comparing.Masks.Select(mask => mask.Name));
    }

    [Fact]
    public void Penalties_are_reported_only_where_there_are_any()
    {
        Assert.DoesNotContain(DiscriminatorStep.Build(Tiny("none"), Batch).Graph.Outputs, output => output.Name == EngineGraph.Penalty);
        Assert.Equal(
            ["loss", "penalty", "real_probability", "fake_probability"],
            DiscriminatorStep.Build(Tiny("r1"), Batch).Graph.Outputs.Take(4).Select(output => output.Name));
    }

    private static Preset Tiny(string penalties, bool mixes = false)
    {
        var preset = TinyPresets.Scalars() with { Penalties = Choices[penalties] };
        return mixes
            ? preset with { Discriminator = preset.Discriminator with { Layers = [.. preset.Discriminator.Layers, new SaysItMixes()] } }
            : preset;
    }

    private static Preset Labelled(Penalty[] penalties, bool mixes)
    {
        var preset = TinyPresets.Labels();
        Layer[] before = [new Unflatten(1, 28, 28), new AvgPool2d(7), new Flatten(), new Linear(16, 6), new Tanh(), new Dropout(0.5)];
        return preset with
        {
            Penalties = penalties,
            Discriminator = preset.Discriminator with
            {
                Layers = [.. before, .. mixes ? [new SaysItMixes()] : Array.Empty<Layer>(), new Projection(6, 10)],
            },
        };
    }

    /// <summary>Changes nothing, but has D see real items and fakes apart.</summary>
    private sealed record SaysItMixes : Layer
    {
        public override bool MixesBatch => true;

        public override Value Forward(LayerContext context, Value x) => x;
    }
}
