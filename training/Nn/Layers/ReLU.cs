using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Ops;

namespace Gan.Onnx.Training.Nn.Layers;

/// <summary>y = max(x, 0), any shape.</summary>
public sealed record ReLU : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.Relu();
}
