using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="Conv2d"/>. Where padding is not the same on both sides, zeros are put around the input first.</summary>
internal sealed class Conv2dModule(Conv2d layer)
    : WeightedModule([layer.Out, layer.In, layer.KernelSize, layer.KernelSize], layer.Bias ? layer.Out : null)
{
    private readonly long[] _strides = [layer.Stride, layer.Stride];

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Tensor weight)
    {
        var size = x.shape;
        var window = layer.Padding.Window(size[2], size[3], layer.KernelSize, layer.Stride);
        var (rows, columns) = (window.Rows, window.Columns);
        return rows.Begin == rows.End && columns.Begin == columns.End
            ? nn.functional.conv2d(x, weight, Bias, _strides, [rows.Begin, columns.Begin])
            : nn.functional.conv2d(
                nn.functional.pad(x, (long[])[columns.Begin, columns.End, rows.Begin, rows.End]), weight, Bias, _strides);
    }
}
