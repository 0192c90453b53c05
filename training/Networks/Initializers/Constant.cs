using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>All elements the same number.</summary>
/// <param name="Value">The number.</param>
public sealed record Constant([Within(-1e6, 1e6)] double Value) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block) => destination.Fill((float)Value);
}
