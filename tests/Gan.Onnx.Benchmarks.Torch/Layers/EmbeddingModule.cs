using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="Embedding"/>: the label's row of a table beside the item.</summary>
internal sealed class EmbeddingModule(Embedding layer) : LayerModule
{
    private readonly Parameter _weight = new(zeros(layer.Classes, layer.Features));

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Parameter Tensor)> Parameters => [("weight", _weight)];

    /// <inheritdoc/>
    public override bool LooksAtLabels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) => cat([x, _weight.index_select(0, pass.Labels!)], 1);
}
