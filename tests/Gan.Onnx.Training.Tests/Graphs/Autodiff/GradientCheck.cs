using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Graphs.Autodiff;

/// <summary>
/// Compares emitted gradients with ONNX Runtime's own forward pass. The scalar function is φ(u) = Σ ⟨result(u), cotangent⟩
/// with fixed random cotangents; ⟨∇φ, d⟩ along a random direction d must equal the central difference of φ.
/// <para>
/// Order 1: the result is the function, u its inputs. Order 2: the results are the gradients of order 1, and u gains the
/// cotangent of order 1, through which even the gradient of a linear function varies.
/// </para>
/// <para>Cotangents enter as gradOutput, so that only the examined operator and what its own rule emits take part.</para>
/// </summary>
public static class GradientCheck
{
    private const int Directions = 3;

    /// <summary>Throws unless the emitted gradients are right.</summary>
    /// <param name="function">What is differentiated.</param>
    /// <param name="order">1 for gradients, 2 for gradients of gradients.</param>
    /// <param name="seed">Decides inputs, cotangents and directions.</param>
    /// <exception cref="GradientMismatchException">The two derivatives differ.</exception>
    public static void Verify(GraphCase function, int order, int seed = 1)
    {
        var graph = new GraphBuilder("gradient_check");
        var (inputs, value) = function.In(graph);
        IReadOnlyList<Value> variables = inputs, results = [value];
        var (cotangents, gradients) = Differentiate(results, variables, 1);
        for (var level = 2; level <= order; level++)
        {
            (variables, results) = ([.. variables, .. cotangents], gradients);
            (cotangents, gradients) = Differentiate(results, variables, level);
        }

        Declare("result", results);
        Declare("gradient", gradients);
        using var run = new GraphRun(graph);
        for (var i = 0; i < Directions; i++)
        {
            var random = new Random(seed + i);
            double[][] at = [.. function.Inputs.Select(input => input.Draw(random)), .. variables.Skip(inputs.Count).Select(Noise)];
            double[][] fixedCotangents = [.. cotangents.Select(Noise)], direction = [.. variables.Select(Noise)];
            Compare(function, order, seed + i, run, at, fixedCotangents, direction);

            double[] Noise(Value like) => new Sample(like.Shape).Draw(random);
        }

        void Declare(string stem, IReadOnlyList<Value> values)
        {
            for (var i = 0; i < values.Count; i++)
            {
                graph.Output($"{stem}{i}", values[i]);
            }
        }
    }

    private static (IReadOnlyList<Value> Cotangents, IReadOnlyList<Value> Gradients) Differentiate(
        IReadOnlyList<Value> results, IReadOnlyList<Value> variables, int level)
    {
        Value[] cotangents = [.. results
            .Select((result, k) => result.Graph.Input($"cotangent{level}_{k}", result.Shape, result.Type.Element))];
        var terms = results.Zip(cotangents, (result, cotangent) => Gradients.Of(result, variables, cotangent));
        return (cotangents, terms.Aggregate((sums, next) => [.. sums.Zip(next, (sum, term) => sum + term)]));
    }

    private static void Compare(
        GraphCase function, int order, int seed, GraphRun run, double[][] at, double[][] cotangents, double[][] direction)
    {
        // Truncation grows with the square of the step and rounding with its inverse: they meet at the cube root of the precision.
        var (step, tolerance) = function.Element == ElementType.Double ? (6e-6, 1e-5) : (5e-3, 2e-3);
        var emitted = Inner(run.Execute([.. at, .. cotangents]).Skip(cotangents.Length), direction);
        var difference = (Shifted(step) - Shifted(-step)) / (2 * step);
        if (!(Math.Abs(emitted - difference) <= tolerance * (1 + Math.Abs(difference))))
        {
            throw new GradientMismatchException(function, order, seed, emitted, difference, step, tolerance);
        }

        double Shifted(double distance)
        {
            var moved = at.Zip(direction, (x, d) => x.Zip(d, (element, towards) => element + (distance * towards)).ToArray());
            return Inner(run.Execute([.. moved, .. cotangents]).Take(cotangents.Length), cotangents);
        }
    }

    private static double Inner(IEnumerable<Tensor> left, double[][] right) => left.Zip(right, (tensor, elements) =>
    {
        Assert.Equal(elements.Length, tensor.Elements.Length);
        return tensor.Elements.Zip(elements, (a, b) => a * b).Sum();
    }).Sum();
}
