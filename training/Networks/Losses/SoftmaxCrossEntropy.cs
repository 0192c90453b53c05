using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Networks.Losses;

/// <summary>
/// The loss of classifiers: mean(ln Σⱼ exp(xⱼ) − x of the right class), as PyTorch's <c>cross_entropy</c>. The largest logit is taken
/// out before the exponential, which cannot overflow then. Made of primitives, since SoftmaxCrossEntropyLoss has no CUDA kernel.
/// </summary>
public static class SoftmaxCrossEntropy
{
    /// <summary>The loss, a scalar.</summary>
    /// <param name="logits">[N, classes].</param>
    /// <param name="oneHot">[N, classes]: 1 at the right class, 0 elsewhere; a constant.</param>
    public static Value Of(Value logits, Value oneHot)
    {
        // The loss is the same whatever is taken out, as each row of oneHot sums to 1: nothing is lost by detaching it.
        var shifted = logits - logits.ReduceMax([1], keepDims: true).Detach();
        return (shifted.Exp().ReduceSum([1]).Log() - (shifted * oneHot).ReduceSum([1])).ReduceMean();
    }
}
