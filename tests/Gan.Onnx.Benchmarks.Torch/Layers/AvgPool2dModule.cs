using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="AvgPool2d"/>.</summary>
internal sealed class AvgPool2dModule(AvgPool2d layer) : LayerModule
{
    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) => nn.functional.avg_pool2d(x, layer.KernelSize);
}
