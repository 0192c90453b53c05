using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Graphs.Autodiff;

/// <summary>
/// The adjoint of broadcasting: what was repeated in the forward pass is summed in the backward pass. The reverse walk alone calls
/// it, so gradient rules need not know it.
/// </summary>
public static class Unbroadcast
{
    /// <summary>
    /// Sums <paramref name="gradient"/> over the axes along which a tensor of shape <paramref name="target"/> was repeated.
    /// </summary>
    public static Value To(Value gradient, Shape target)
    {
        if (gradient.Shape.Equals(target))
        {
            return gradient;
        }

        var leading = gradient.Shape.Rank - target.Rank;
        var axes = Enumerable.Range(0, gradient.Shape.Rank)
            .Where(axis => axis < leading || (target[axis - leading] == 1L && gradient.Shape[axis] != 1L))
            .ToArray();
        var summed = gradient.ReduceSum(axes, keepDims: false);
        return summed.Shape.Equals(target) ? summed : summed.Reshape(target);
    }
}
