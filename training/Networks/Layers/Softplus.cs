using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>y = ln(1 + eˣ), any shape (PyTorch's with beta 1).</summary>
public sealed record Softplus : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.Softplus();
}
