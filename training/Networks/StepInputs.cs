using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks;

/// <summary>The inputs of a step that fill themselves, collected while its graph is built.</summary>
/// <param name="graph">The graph under construction.</param>
/// <param name="firstMaskStream">The stream of the first dropout mask; each of the others has the one after its predecessor's.</param>
public sealed class StepInputs(GraphBuilder graph, ulong firstMaskStream = 0)
{
    private readonly List<StepInput> _all = [];
    private readonly Dictionary<string, Value> _masks = [];

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

    /// <summary>A mask; one that is declared already, where a pass of the same name goes through the layer again.</summary>
    internal Value DeclareMask(TensorName name, Shape shape, double p)
    {
        if (!_masks.TryGetValue($"{name}", out var mask))
        {
            mask = Declare(new DropoutMask($"{name}", shape, firstMaskStream + (ulong)_masks.Count, p));
            _masks.Add($"{name}", mask);
        }

        return mask;
    }
}
