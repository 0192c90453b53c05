using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>A layer whose weight another layer may replace by a function of it.</summary>
/// <param name="weight">The weight's shape, in PyTorch's order.</param>
/// <param name="bias">The length of the bias; null for none.</param>
internal abstract class WeightedModule(long[] weight, long? bias) : LayerModule
{
    /// <summary>The weight, not yet set.</summary>
    public Parameter Weight { get; } = new(weight is [var first, var second, var height, var width]
        ? zeros(first, height, width, second).permute(0, 3, 1, 2)
        : zeros(weight));

    /// <summary>The bias, not yet set; null for none.</summary>
    public Parameter? Bias { get; } = bias is { } length ? new(zeros(length)) : null;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Parameter Tensor)> Parameters =>
        Bias is null ? [("weight", Weight)] : [("weight", Weight), ("bias", Bias)];

    /// <inheritdoc/>
    public override bool MayBeOverwritten => true;

    /// <summary>The axis of the weight that belongs to the features of the output.</summary>
    public virtual int OutputAxis => 0;

    /// <inheritdoc/>
    public sealed override Tensor Forward(Pass pass, Tensor x) => Forward(x, Weight);

    /// <summary>The layer's output with this weight.</summary>
    public abstract Tensor Forward(Tensor x, Tensor weight);
}
