using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="Unflatten"/>; where there are several channels, they are brought into their place in memory.</summary>
internal sealed class UnflattenModule(Unflatten layer) : LayerModule
{
    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x)
    {
        var last = layer.Channels == 1
            ? x.reshape(-1, layer.Height, layer.Width, 1)
            : x.reshape(-1, layer.Channels, layer.Height, layer.Width).permute(0, 2, 3, 1).contiguous();
        return last.permute(0, 3, 1, 2);
    }
}
