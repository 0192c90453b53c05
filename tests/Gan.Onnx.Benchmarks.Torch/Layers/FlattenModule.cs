using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="Flatten"/>.</summary>
internal sealed class FlattenModule : LayerModule
{
    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) => x.flatten(1);
}
