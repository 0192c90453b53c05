using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>
/// The layer <see cref="Upsample"/>. TensorFlow 1 looks for pixel i of N at i · n / N of n; PyTorch, with corners aligned, for pixel i of
/// N + 1 at i · n / N of n + 1: so the last pixel is repeated before, and what is too much is cut behind.
/// </summary>
internal sealed class UpsampleModule(Upsample layer) : LayerModule
{
    private readonly long[] _size = layer.Mode == ResizeMode.BilinearTensorFlow1
        ? [layer.Size + 1, layer.Size + 1]
        : [layer.Size, layer.Size];

    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) => layer.Mode switch
    {
        ResizeMode.Nearest => nn.functional.interpolate(x, _size, mode: InterpolationMode.Nearest),
        ResizeMode.Bilinear => nn.functional.interpolate(x, _size, mode: InterpolationMode.Bilinear, align_corners: false),
        ResizeMode.BilinearTensorFlow1 => nn.functional
            .interpolate(
                nn.functional.pad(x, (long[])[0, 1, 0, 1], PaddingModes.Replicate),
                _size,
                mode: InterpolationMode.Bilinear,
                align_corners: true)
            .narrow(2, 0, layer.Size)
            .narrow(3, 0, layer.Size),
        _ => throw new TorchBenchmarkException($"Upsample: the mode {layer.Mode} is unknown here. Add it to UpsampleModule."),
    };
}
