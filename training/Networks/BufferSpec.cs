using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks;

/// <summary>
/// A tensor that a layer carries from one step of its network to the next without its being trained; at first a random vector of length 1.
/// </summary>
/// <param name="Name">Local to the layer (<c>u</c>); a network prefixes its path (<c>discriminator.2.u</c>).</param>
/// <param name="Shape">Fixed shape.</param>
public sealed record BufferSpec(string Name, Shape Shape);
