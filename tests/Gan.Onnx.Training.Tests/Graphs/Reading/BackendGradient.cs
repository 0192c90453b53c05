using System.Globalization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>
/// The gradient of a test model against differences of its own outputs: at the model's own inputs, along a random direction, with
/// random numbers as what arrives at its first output.
/// </summary>
internal static class BackendGradient
{
    private const int Largest = 20_000;
    private const double Tolerance = 1e-2;

    // Inputs lie on kinks now and then: another place nearby, or a smaller step, leaves them. A wrong gradient stays wrong.
    private static readonly double[] Steps = [1e-2, 3e-3, 1e-3, 3e-4];
    private static readonly double[] Nudges = [0, 0.05, 0.15];

    // PyTorch's old models hold whatever was in memory.
    private const double LargestNumber = 1e6;

    /// <summary>Null where it agrees or there is nothing to compare; else both numbers.</summary>
    /// <param name="backend">A model that was read.</param>
    /// <param name="bound">Whether all inputs but the first are constants.</param>
    /// <param name="compared">Whether there was something to compare.</param>
    public static string? Check(BackendModel backend, bool bound, out bool compared)
    {
        var model = backend.Parse();
        var (inputs, _) = backend.DataSets().First();
        var constants = model.InputNames.Zip(inputs).Skip(bound ? 1 : int.MaxValue).ToDictionary(pair => pair.First, pair => pair.Second);
        var graph = ModelReader.Read(model, constants);
        var root = graph.Outputs[0].Value;
        Value[] variables = [.. graph.Inputs.Where(input => input.Type.Element.IsFloatingPoint())];
        double[][] at = [.. inputs.Take(graph.Inputs.Count).Select(input => input.Numbers.ToArray())];
        var elements = graph.Inputs.Sum(input => input.Shape.IsFixed ? input.Shape.ElementCount : Largest);
        compared = variables.Length > 0 && root.Type.Element.IsFloatingPoint() && root.Shape.IsFixed && elements < Largest
            && root.Shape.ElementCount is > 0 and < Largest && Reachability.From([root]).Overlaps(variables)
            && at.All(numbers => numbers.All(number => Math.Abs(number) < LargestNumber))
            && Gradients.Obstacles(root, variables).Count == 0;
        return compared ? Compare(graph, root, variables, at, out compared) : null;
    }

    private static string? Compare(GraphBuilder graph, Value root, Value[] variables, double[][] at, out bool compared)
    {
        var cotangent = graph.Input("cotangent", root.Shape, root.Type.Element);
        var gradients = Gradients.Of(root, variables, cotangent);
        for (var i = 0; i < variables.Length; i++)
        {
            graph.Output($"gradient{i}", gradients[i]);
        }

        var outputs = graph.Outputs.Count - variables.Length;
        var random = new Random(1);
        var arriving = Sample.Any(root.Shape.Sizes).Draw(random);
        double[]?[] direction =
        [
            .. graph.Inputs.Take(at.Length)
                .Select(input => variables.Contains(input) ? Sample.Any(input.Shape.Sizes).Draw(random) : null),
        ];
        using var run = new GraphRun(graph);
        var words = "";
        compared = false;
        foreach (var nudge in Nudges)
        {
            var place = Moved(at, direction, nudge);
            var emitted = run.Execute([.. place, arriving])
                .Skip(outputs)
                .Zip(direction.OfType<double[]>(), (gradient, d) => Inner(gradient.Elements, d))
                .Sum();
            double[] differences = [.. Steps.Select(step => (Shifted(place, step) - Shifted(place, -step)) / (2 * step))];

            // At the end of a domain, such as the root of 0, there is no difference on both sides.
            compared |= differences.Any(double.IsFinite);
            if (differences.Any(difference => Math.Abs(emitted - difference) <= Tolerance * (1 + Math.Abs(difference))))
            {
                return null;
            }

            words += string.Create(CultureInfo.InvariantCulture, $"emitted {emitted}, differences {string.Join(", ", differences)}; ");
        }

        return compared ? words : null;

        double Shifted(double[][] place, double distance) =>
            Inner(run.Execute([.. Moved(place, direction, distance), arriving])[0].Elements, arriving);
    }

    private static double[][] Moved(double[][] at, double[]?[] direction, double distance) =>
        [.. at.Zip(direction, (x, d) => d is null ? x : [.. x.Zip(d, (element, towards) => element + (distance * towards))])];

    private static double Inner(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();
}
