using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>y = x where positive, else negativeSlope · x, any shape.</summary>
/// <param name="NegativeSlope">Slope for negative inputs, 0 to 1 (PyTorch's default is 0.01).</param>
public sealed record LeakyReLU(double NegativeSlope) : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.LeakyRelu(NegativeSlope);

    /// <inheritdoc/>
    public override void Validate(string field) => Bounds.Check($"{field}.negativeSlope", NegativeSlope, 0, 1);
}
