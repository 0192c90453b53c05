using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks;

/// <summary>The inputs of a step that fill themselves, collected while its graph is built.</summary>
/// <param name="graph">The graph under construction.</param>
/// <param name="firstMaskStream">The stream of the first dropout mask; each of the others has the one after its predecessor's.</param>
public sealed class StepInputs(GraphBuilder graph, ulong firstMaskStream = 0)
{
    private readonly List<StepInput> _all = [];

    /// <summary>All of them, in the order of their declaration.</summary>
    public IReadOnlyList<StepInput> All => _all;

    /// <summary>The dropout masks among them, in the order in which layers asked for them.</summary>
    public IReadOnlyList<DropoutMask> Masks => [.. _all.OfType<DropoutMask>()];

    /// <summary>Declares the graph input and remembers how it is filled.</summary>
    /// <exception cref="GraphException">The name is taken.</exception>
    public Value Declare(StepInput input)
    {
        var value = graph.Input(input.Name, input.Shape);
        _all.Add(input);
        return value;
    }

    internal Value DeclareMask(TensorName name, Shape shape, double p) =>
        Declare(new DropoutMask($"{name}", shape, firstMaskStream + (ulong)_all.OfType<DropoutMask>().Count(), p));
}
