using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="BatchNorm2d"/>, by the batch's statistics; running ones are kept beside, as PyTorch does.</summary>
internal sealed class BatchNorm2dModule(BatchNorm2d layer) : LayerModule
{
    private const double Momentum = 0.1;
    private readonly Parameter? _weight = layer.Scale ? new(ones(layer.Features)) : null;
    private readonly Parameter? _bias = layer.Shift ? new(zeros(layer.Features)) : null;
    private readonly Tensor _mean = zeros(layer.Features);
    private readonly Tensor _variance = ones(layer.Features);

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Parameter Tensor)> Parameters =>
    [
        .. _weight is null ? Array.Empty<(string, Parameter)>() : [("weight", _weight)],
        .. _bias is null ? Array.Empty<(string, Parameter)>() : [("bias", _bias)],
    ];

    /// <inheritdoc/>
    public override bool MayBeOverwritten => true;

    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x) =>
        nn.functional.batch_norm(x, _mean, _variance, _weight, _bias, training: true, Momentum, layer.Eps);
}
