using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>y = x where positive, else negativeSlope · x, any shape.</summary>
/// <param name="NegativeSlope">Slope for negative inputs (PyTorch's default is 0.01).</param>
public sealed record LeakyReLU([Within(0, 1)] double NegativeSlope) : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.LeakyRelu(NegativeSlope);
}
