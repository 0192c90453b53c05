using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>y = 1 / (1 + e⁻ˣ), any shape.</summary>
public sealed record Sigmoid : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) => x.Sigmoid();
}
