using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Ops;

namespace Gan.Onnx.Training.Nn.Layers;

/// <summary>y = ln(1 + eˣ), any shape (PyTorch's with beta 1).</summary>
public sealed record Softplus : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.Softplus();
}
