using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>The moving average of a network's parameters.</summary>
/// <param name="network">The network.</param>
/// <param name="decay">What is left of an old parameter after an update.</param>
internal sealed class Average(NetworkModule network, double decay)
{
    private readonly (Tensor Average, Tensor Parameter)[] _pairs =
        [.. network.Parameters.Select(entry => (entry.Tensor.detach().clone(), (Tensor)entry.Tensor))];

    /// <summary>One update, in place.</summary>
    public void Update()
    {
        using var frozen = no_grad();
        foreach (var (average, parameter) in _pairs)
        {
            average.mul_(decay).add_(parameter, 1 - decay);
        }
    }
}
