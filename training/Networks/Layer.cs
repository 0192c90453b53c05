using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks;

/// <summary>
/// One entry of a network's <c>layers</c>, under PyTorch's name; its public properties are the fields of the preset's JSON.
/// Layers hold no tensors: parameters come from outside. They are made of operators, so they need no gradient of their own.
/// </summary>
public abstract record Layer
{
    /// <summary>True when the output for one item depends on the others of its batch.</summary>
    public virtual bool MixesBatch => false;

    /// <summary>The layer's trainable tensors, in PyTorch's order; none for activations.</summary>
    public virtual IReadOnlyList<ParameterSpec> DeclareParameters() => [];

    /// <summary>What the layer wants to know of the population when it is frozen; none for most.</summary>
    public virtual IReadOnlyList<StatisticSpec> DeclareStatistics() => [];

    /// <summary>What the layer carries from step to step without its being trained; none for most.</summary>
    public virtual IReadOnlyList<BufferSpec> DeclareBuffers() => [];

    /// <summary>How many classes the labels that the layer looks at come from; null for layers that look at none.</summary>
    public virtual int? LabelClasses => null;

    /// <summary>The axis of the layer's weight that belongs to the features of its output.</summary>
    public virtual int WeightOutputAxis => 0;

    /// <summary>Adds the layer's nodes to the graph of <paramref name="x"/>.</summary>
    /// <param name="context">Where the layer finds its parameters, masks and mode.</param>
    /// <param name="x">The layer's input, [N, …].</param>
    /// <exception cref="GraphException">The input does not fit the layer.</exception>
    public abstract Value Forward(LayerContext context, Value x);

    /// <summary>Checks the layer's numbers against their ranges.</summary>
    /// <param name="field">The layer's place in the preset, for messages.</param>
    /// <exception cref="PresetException">A number is out of range.</exception>
    public virtual void Validate(string field) => Bounds.Check(field, this);
}
