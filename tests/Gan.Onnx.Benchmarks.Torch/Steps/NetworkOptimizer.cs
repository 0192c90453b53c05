using Gan.Onnx.Training.Networks.Optimizers;
using TorchSharp;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>The presets' optimizers, as TorchSharp has them.</summary>
internal sealed class NetworkOptimizer
{
    private readonly torch.optim.Optimizer _optimizer;
    private readonly torch.optim.lr_scheduler.LRScheduler? _scheduler;

    /// <summary>The optimizer of a network.</summary>
    /// <exception cref="TorchBenchmarkException">It is not known here.</exception>
    public NetworkOptimizer(NetworkModule network, Optimizer options)
    {
        var adam = options as Adam ?? throw new TorchBenchmarkException(
            $"the optimizer {options.GetType().Name} is unknown to the TorchSharp side. Add it to NetworkOptimizer.");
        _optimizer = torch.optim.Adam(
            network.Parameters.Select(entry => entry.Tensor), adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon);
        _scheduler = adam.Decay is { } decay ? torch.optim.lr_scheduler.LambdaLR(_optimizer, done => decay.Share(done + 1)) : null;
    }

    /// <summary>One update by the gradients that are there.</summary>
    public void Step()
    {
        _optimizer.step();
        _scheduler?.step();
    }
}
