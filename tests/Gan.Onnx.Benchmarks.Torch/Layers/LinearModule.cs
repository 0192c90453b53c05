using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="Linear"/>.</summary>
internal sealed class LinearModule(Linear layer) : WeightedModule([layer.Out, layer.In], layer.Out)
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Tensor weight) => nn.functional.linear(x, weight, Bias);
}
