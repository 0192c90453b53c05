using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Layers;

/// <summary>
/// While training each element is zeroed with probability p and the rest scaled by 1/(1−p); otherwise nothing happens
/// (Srivastava et al. 2014). The mask is an input of the graph, not drawn inside it: the same step can be repeated exactly.
/// </summary>
/// <param name="P">Probability of a zero.</param>
public sealed record Dropout([Within(0, 1, BelowMost = true)] double P) : Layer
{
    /// <inheritdoc/>
    public override Value Forward(LayerContext context, Value x) =>
        context.Mode == PassMode.Training ? x * context.DropoutMask(x.Shape, P) : x;
}
