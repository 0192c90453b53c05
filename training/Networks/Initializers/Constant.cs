using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>All elements the same number.</summary>
/// <param name="Value">The number.</param>
public sealed record Constant(double Value) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block) => destination.Fill((float)Value);
}
