using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>y = max(x, 0), any shape.</summary>
public sealed record ReLU : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.Relu();
}
