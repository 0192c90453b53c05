using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Ops;

namespace Gan.Onnx.Training.Nn.Layers;

/// <summary>y = tanh(x), any shape.</summary>
public sealed record Tanh : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.Tanh();
}
