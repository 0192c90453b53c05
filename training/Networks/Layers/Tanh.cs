using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>y = tanh(x), any shape.</summary>
public sealed record Tanh : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.Tanh();
}
