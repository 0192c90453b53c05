using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>All elements 0: the usual start of biases (TensorFlow 1's <c>layers.dense</c>).</summary>
public sealed record Zeros : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block) => destination.Clear();
}
