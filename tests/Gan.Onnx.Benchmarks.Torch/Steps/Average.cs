using Gan.Onnx.Training.Networks.Optimizers;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>The moving average of a network's parameters.</summary>
/// <param name="network">The network.</param>
/// <param name="options">What a new parameter counts.</param>
internal sealed class Average(NetworkModule network, MovingAverage options)
{
    private readonly (Tensor Average, Tensor Parameter)[] _pairs =
        [.. network.Parameters.Select(entry => (entry.Tensor.detach().clone(), (Tensor)entry.Tensor))];

    private long _updates;

    /// <summary>One update, in place.</summary>
    public void Update()
    {
        using var frozen = no_grad();
        var gain = options.Gain(++_updates);
        foreach (var (average, parameter) in _pairs)
        {
            average.mul_(1 - gain).add_(parameter, gain);
        }
    }
}
