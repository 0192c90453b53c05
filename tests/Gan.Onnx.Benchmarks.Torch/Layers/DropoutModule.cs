using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>
/// The layer <see cref="Dropout"/>, by a mask that is drawn here or that the pass brings; its masks of maps are [N, H, W, C].
/// </summary>
/// <param name="layer">The probability of a zero.</param>
/// <param name="path">The layer's path, after which its masks are named.</param>
internal sealed class DropoutModule(Dropout layer, string path) : LayerModule
{
    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) => pass.Masks is { } masks
        ? x * (x.dim() == 4 ? masks.Of(pass.Name, path).permute(0, 3, 1, 2) : masks.Of(pass.Name, path))
        : nn.functional.dropout(x, layer.P);
}
