using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Graphs;

/// <summary>A tensor computed from graph inputs.</summary>
/// <param name="Name">What is particular about the case.</param>
/// <param name="Element">Element type of all inputs.</param>
/// <param name="Build">The computation.</param>
/// <param name="Inputs">Shapes of the inputs, and where to sample them.</param>
public sealed record GraphCase(
    string Name, ElementType Element, Func<IReadOnlyList<Value>, Value> Build, params IReadOnlyList<Sample> Inputs)
{
    /// <summary>Declares the inputs in a graph and builds the computation.</summary>
    public (IReadOnlyList<Value> Inputs, Value Result) In(GraphBuilder graph)
    {
        var inputs = Inputs.Select((sample, i) => graph.Input($"x{i}", sample.Shape, Element)).ToArray();
        return (inputs, Build(inputs));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Element} {string.Join(", ", Inputs.Select(input => input.Shape))})";
}
