using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>
/// The layer <see cref="ConvTranspose2d"/>. PyTorch takes as much away at the end of an axis as at its beginning, and then adds up to
/// a stride again; where one more has to go (TensorFlow's SAME), the output is cut.
/// </summary>
internal sealed class ConvTranspose2dModule : WeightedModule
{
    private readonly long[] _strides;
    private readonly long[] _padding;
    private readonly long[] _more;
    private readonly long _size;
    private readonly bool _cuts;

    public ConvTranspose2dModule(ConvTranspose2d layer)
        : base([layer.In, layer.Out, layer.KernelSize, layer.KernelSize], layer.Bias ? layer.Out : null)
    {
        var window = layer.Padding.Window(layer.OutputSize, layer.OutputSize, layer.KernelSize, layer.Stride);
        var begin = window.Rows.Begin;
        var painted = ((window.OutputHeight - 1) * layer.Stride) + layer.KernelSize;
        var more = layer.OutputSize - (painted - (2 * begin));
        (_strides, _padding, _size) = ([layer.Stride, layer.Stride], [begin, begin], layer.OutputSize);
        (_cuts, _more) = (more < 0, [Math.Max(more, 0), Math.Max(more, 0)]);
    }

    /// <inheritdoc/>
    public override int OutputAxis => 1;

    /// <inheritdoc/>
    public override bool MayBeOverwritten => !_cuts;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Tensor weight)
    {
        var y = nn.functional.conv_transpose2d(x, weight, Bias, _strides, _padding, _more);
        return _cuts ? y.narrow(2, 0, _size).narrow(3, 0, _size) : y;
    }
}
