using Gan.Onnx.Training.Networks.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Gan.Onnx.Benchmarks.Torch.Layers;

/// <summary>The layer <see cref="SpectralNorm"/>: a weight divided by its largest singular value, one power iteration a step.</summary>
/// <param name="inner">The layer whose weight it is.</param>
internal sealed class SpectralNormModule(WeightedModule inner) : LayerModule
{
    private const double ShortestSquare = 1e-24;
    private readonly Tensor _u = zeros(inner.Weight.shape[inner.OutputAxis]);
    private Tensor? _next;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Parameter Tensor)> Parameters => inner.Parameters;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Tensor Tensor)> Buffers => [("u", _u)];

    /// <inheritdoc/>
    public override bool MayBeOverwritten => inner.MayBeOverwritten;

    /// <inheritdoc/>
    public override Tensor Forward(Pass pass, Tensor x)
    {
        var matrix = (inner.OutputAxis == 0 ? inner.Weight : inner.Weight.transpose(0, inner.OutputAxis)).flatten(1);
        Tensor v, u;
        using (no_grad())
        {
            v = Unit(matrix.t().mv(_u));
            u = IsTrained ? Unit(matrix.mv(v)) : _u;
            if (IsTrained)
            {
                _next = u;
            }
        }

        return inner.Forward(x, inner.Weight / u.dot(matrix.mv(v)));
    }

    /// <inheritdoc/>
    public override void Carry()
    {
        if (_next is { } next)
        {
            _u.copy_(next);
            _next = null;
        }
    }

    private static Tensor Unit(Tensor x) => x / (x.square().sum() + ShortestSquare).sqrt();
}
