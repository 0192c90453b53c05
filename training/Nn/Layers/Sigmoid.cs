using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Ops;

namespace Gan.Onnx.Training.Nn.Layers;

/// <summary>y = 1 / (1 + e⁻ˣ), any shape.</summary>
public sealed record Sigmoid : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.Sigmoid();
}
