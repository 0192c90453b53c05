using System.Globalization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Reading;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>What became of one test model.</summary>
/// <param name="Kind">Passed, refused or failed.</param>
/// <param name="Words">Why it was refused, or what went wrong.</param>
/// <param name="Bound">Whether all inputs but the first had to be known when the graph was built, as shapes and axes must be.</param>
internal sealed record BackendOutcome(BackendKind Kind, string Words, bool Bound);

/// <summary>What can become of a test model.</summary>
internal enum BackendKind
{
    /// <summary>Read, written, run, and all outputs are those expected.</summary>
    Passed,

    /// <summary>Not read, and said why.</summary>
    Refused,

    /// <summary>Read, but it does not run or gives other numbers; or the reader broke.</summary>
    Failed,
}

/// <summary>Reads a test model, writes it, and runs what was written on ONNX Runtime.</summary>
internal static class BackendRun
{
    // ONNX's own runner takes 1e-3 and 1e-7, ONNX Runtime's 1e-3 and 1e-5.
    private const double Relative = 1e-3, Absolute = 1e-5;

    /// <summary>First with everything fed; where that is refused, with all inputs but the first as constants.</summary>
    public static BackendOutcome Of(BackendModel model)
    {
        var fed = Of(model, bound: false);
        if (fed.Kind != BackendKind.Refused)
        {
            return fed;
        }

        var bound = Of(model, bound: true);
        return bound.Kind == BackendKind.Refused ? fed : bound;
    }

    private static BackendOutcome Of(BackendModel backend, bool bound)
    {
        try
        {
            var model = backend.Parse();
            if (!bound)
            {
                // What cannot be read is refused for that, whatever its data are.
                _ = ModelReader.Read(model);
            }

            foreach (var (inputs, outputs) in backend.DataSets())
            {
                var constants = model.InputNames.Zip(inputs)
                    .Skip(bound ? 1 : int.MaxValue)
                    .ToDictionary(pair => pair.First, pair => pair.Second);
                var graph = ModelReader.Read(model, constants);
                var results = GraphRun.Once(graph, [.. inputs.Take(graph.Inputs.Count).Select(input => input.Numbers.ToArray())]);
                if (results.Zip(outputs, Difference).FirstOrDefault(words => words is not null) is { } difference)
                {
                    return new BackendOutcome(BackendKind.Failed, difference, bound);
                }
            }

            return new BackendOutcome(BackendKind.Passed, "", bound);
        }
        catch (GraphException exception)
        {
            return new BackendOutcome(BackendKind.Refused, exception.Message, bound);
        }
        catch (OnnxRuntimeException exception)
        {
            return new BackendOutcome(BackendKind.Failed, exception.Message, bound);
        }
    }

    private static string? Difference(Tensor result, KnownTensor expected)
    {
        if (!result.Shape.Equals(expected.Type.Shape))
        {
            return $"the shape is {result.Shape}, expected {expected.Type.Shape}";
        }

        for (var i = 0; i < result.Elements.Length; i++)
        {
            var (given, wanted) = (result.Elements[i], expected.Numbers[i]);
            if (!given.Equals(wanted) && !(Math.Abs(given - wanted) <= Absolute + (Relative * Math.Abs(wanted))))
            {
                return string.Create(CultureInfo.InvariantCulture, $"element {i} is {given}, expected {wanted}");
            }
        }

        return null;
    }
}
