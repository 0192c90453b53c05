using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="Projection"/>: a logit, part of it the product with the label's vector.</summary>
internal sealed class ProjectionModule(Projection layer) : LayerModule
{
    private readonly Parameter _weight = new(zeros(1, layer.In));
    private readonly Parameter _bias = new(zeros(1));
    private readonly Parameter _embedding = new(zeros(layer.Classes, layer.In));

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Parameter Tensor)> Parameters =>
        [("weight", _weight), ("bias", _bias), ("embedding", _embedding)];

    /// <inheritdoc/>
    public override bool LooksAtLabels => true;

    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) =>
        nn.functional.linear(x, _weight, _bias) + (x * _embedding.index_select(0, pass.Labels!)).sum(1, keepdim: true);
}
