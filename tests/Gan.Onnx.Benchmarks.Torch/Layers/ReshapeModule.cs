using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layers <see cref="Flatten"/> and <see cref="Unflatten"/>: the same numbers in another shape.</summary>
/// <param name="item">The shape of an item afterwards.</param>
internal sealed class ReshapeModule(params long[] item) : LayerModule
{
    private readonly long[] _shape = [-1, .. item];

    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) => item.Length == 0 ? x.flatten(1) : x.reshape(_shape);
}
