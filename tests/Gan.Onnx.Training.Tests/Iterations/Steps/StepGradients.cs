using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Iterations.Steps;

/// <summary>Compares the gradients that a whole step gives with the difference quotient of its loss.</summary>
internal static class StepGradients
{
    /// <summary>Without kinks, across which a difference quotient means nothing.</summary>
    public static Preset Smooth(Preset preset)
    {
        return preset with { Generator = Smoothed(preset.Generator), Discriminator = Smoothed(preset.Discriminator) };

        static NetworkOptions Smoothed(NetworkOptions network) =>
            network with { Layers = [.. network.Layers.Select(layer => layer is LeakyReLU ? new Softplus() : layer)] };
    }

    /// <summary>Moves all trained parameters along a random direction and compares the loss with what the gradients foretell.</summary>
    public static void Check(EngineGraph step)
    {
        const double Step = 5e-3;
        var random = new Random(3);
        double[][] feeds = [.. step.Graph.Inputs.Select(input => Feed(step, input, random))];
        double[][] direction = [.. step.Graph.Inputs
            .Select(input => Trained(step, input) ? new Sample(input.Shape).Draw(random) : new double[input.Shape.ElementCount])];
        using var run = new GraphRun(step.Graph);

        var gradients = step.Graph.Outputs.Zip(run.Execute(feeds)).ToDictionary(pair => pair.First.Name, pair => pair.Second.Elements);
        var foretold = step.Graph.Inputs.Zip(direction)
            .Where(pair => Trained(step, pair.First))
            .Sum(pair => gradients[$"gradient/{pair.First.Name}"].Zip(pair.Second, (gradient, d) => gradient * d).Sum());

        Assert.Equal((Loss(Step) - Loss(-Step)) / (2 * Step), foretold, 2e-3 * (1 + Math.Abs(foretold)));
        Assert.NotEqual(0, foretold, 0.01);

        double Loss(double distance) =>
            run.Execute([.. feeds.Zip(direction, (x, d) => x.Zip(d, (a, b) => a + (distance * b)).ToArray())])[0].Elements[0];
    }

    private static bool Trained(EngineGraph step, Value input) => step.Graph.Outputs.Any(output => output.Name == $"gradient/{input.Name}");

    public static double[] Feed(EngineGraph step, Value input, Random random)
    {
        if (step.Masks.FirstOrDefault(mask => mask.Name == input.Name) is not { } mask)
        {
            return new Sample(input.Shape, input.Name == GradientPenalty.Mix ? 0 : -1, 1).Draw(random);
        }

        var drawn = new float[input.Shape.ElementCount];
        mask.Fill(drawn, new RandomStream(4, 1000), 1);
        return Array.ConvertAll(drawn, element => (double)element);
    }
}
