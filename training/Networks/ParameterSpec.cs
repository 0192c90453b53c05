using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Initializers;

namespace Gan.Onnx.Training.Networks;

/// <summary>A trainable tensor as a layer declares it.</summary>
/// <param name="Name">Local to the layer (<c>weight</c>); a network prefixes its path (<c>generator.0.weight</c>).</param>
/// <param name="Shape">Fixed shape, in PyTorch's order of axes.</param>
/// <param name="Role">Which of the network's initializers applies.</param>
/// <param name="Fan">Connections, for initializers that scale by them.</param>
public sealed record ParameterSpec(string Name, Shape Shape, ParameterRole Role, Fan Fan)
{
    /// <summary>The first values of a parameter that comes with some; null for those that are drawn.</summary>
    public ReadOnlyMemory<float>? Given { get; init; }
}

/// <summary>What a parameter is to its layer.</summary>
public enum ParameterRole
{
    /// <summary>Multiplies the layer's input.</summary>
    Weight,

    /// <summary>Is added to the layer's output.</summary>
    Bias,

    /// <summary>Stands for a label: N(0, 1) at first, whatever the network's initializers.</summary>
    Embedding,

    /// <summary>Multiplies what was normalised: 1 at first, whatever the network's initializers.</summary>
    Scale,

    /// <summary>Is added to what was normalised: 0 at first, whatever the network's initializers.</summary>
    Shift,
}
