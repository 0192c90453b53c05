using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>A function of each number alone.</summary>
/// <param name="function">The function.</param>
internal sealed class ActivationModule(Func<Tensor, Tensor> function) : LayerModule
{
    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) => function(x);
}
