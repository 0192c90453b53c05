using System.Text.Json.Serialization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Optimizers;

/// <summary>
/// Turns gradients into new parameters, in two forms that give the same result: a single pass in memory for the CPU, and
/// an ONNX graph for devices whose memory .NET cannot touch. Chosen by <c>type</c> in a preset's <c>optimizers</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Adam), "adam")]
public abstract record Optimizer
{
    /// <summary>What the optimizer remembers of every parameter, under PyTorch's names.</summary>
    public abstract IReadOnlyList<string> StateNames { get; }

    /// <summary>Numbers that change from step to step, in the order of the graph's scalar inputs.</summary>
    /// <param name="step">The number of this update, from 1.</param>
    public abstract IReadOnlyList<(string Name, float Value)> StepScalars(long step);

    /// <summary>Updates a block in place, in one pass over memory.</summary>
    /// <param name="step">The number of this update, from 1.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">Their gradients, in the same order.</param>
    /// <param name="states">A block for each of <see cref="StateNames"/>.</param>
    /// <returns>False when a gradient was NaN or infinite, or too large for the optimizer's state.</returns>
    public abstract bool Update(long step, Span<float> parameters, ReadOnlySpan<float> gradients, StateBlocks states);

    /// <summary>Adds one parameter's update to a graph.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="states">One tensor for each of <see cref="StateNames"/>.</param>
    /// <param name="scalars">The inputs of <see cref="StepScalars"/>, by name.</param>
    /// <returns>The new parameter and the new states.</returns>
    public abstract (Value Parameter, IReadOnlyList<Value> States) Update(
        Value parameter, Value gradient, IReadOnlyList<Value> states, IReadOnlyDictionary<string, Value> scalars);

    /// <summary>Checks the optimizer's numbers against their ranges.</summary>
    /// <param name="field">The optimizer's place in the preset, for messages.</param>
    /// <exception cref="PresetException">A number is out of range.</exception>
    public virtual void Validate(string field) => Bounds.Check(field, this);
}

/// <summary>Gives the optimizer's state of a network, one block of memory for each of its names.</summary>
/// <param name="name">One of <see cref="Optimizer.StateNames"/>.</param>
public delegate Span<float> StateBlocks(string name);
