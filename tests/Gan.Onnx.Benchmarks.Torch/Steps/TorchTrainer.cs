using Gan.Onnx.Training.Presets;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>A preset in training in TorchSharp: a D step, then a G step. Its methods want a dispose scope around them.</summary>
internal sealed class TorchTrainer
{
    private readonly Preset _preset;
    private readonly Objective _objective;
    private readonly DiscriminatorObjective _discriminatorObjective;
    private readonly NetworkOptimizer? _generatorOptimizer;
    private readonly NetworkOptimizer? _discriminatorOptimizer;
    private readonly Average? _average;

    /// <summary>The networks and losses of a preset.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="initial">An iteration recorded by this project, from whose weights training starts.</param>
    /// <param name="optimizes">Whether weights are updated.</param>
    /// <exception cref="TorchBenchmarkException">Something in the preset is not known here.</exception>
    public TorchTrainer(Preset preset, DumpedIteration initial, bool optimizes)
    {
        (_preset, _objective) = (preset, new Objective(preset.Loss));
        Generator = new NetworkModule(Preset.GeneratorName, preset.Generator);
        Discriminator = new NetworkModule(Preset.DiscriminatorName, preset.Discriminator);
        initial.Load(Generator, "before");
        initial.Load(Discriminator, "before");
        _discriminatorObjective = new DiscriminatorObjective(preset, Discriminator);
        if (optimizes)
        {
            _generatorOptimizer = new NetworkOptimizer(Generator, preset.Optimizers.Generator);
            _discriminatorOptimizer = new NetworkOptimizer(Discriminator, preset.Optimizers.Discriminator);
        }

        _average = preset.Average is { } average ? new Average(Generator, average) : null;
    }

    /// <summary>From latents to items.</summary>
    public NetworkModule Generator { get; }

    /// <summary>From items to logits.</summary>
    public NetworkModule Discriminator { get; }

    /// <summary>D's loss; the gradients of D's weights, and no others, can be had of it.</summary>
    public Tensor DiscriminatorLoss(Batch batch)
    {
        Generator.Train(false);
        Discriminator.Train(true);
        return _discriminatorObjective.Of(batch, Generator.Forward(batch.Pass(), batch.Latents));
    }

    /// <summary>G's loss; the gradients of G's weights, and no others, can be had of it.</summary>
    public Tensor GeneratorLoss(Batch batch)
    {
        Generator.Train(true);
        Discriminator.Train(false);
        var fake = Discriminator.Forward(batch.Pass(), Generator.Forward(batch.Pass(), batch.Latents));
        var real = _objective.GeneratorNeedsReal ? Discriminator.Forward(batch.Pass(ScoredItems.RealPass), batch.Real) : null;
        return _objective.Generator(fake, real);
    }

    /// <summary>One iteration.</summary>
    public void Iterate(ShuffledItems items, LatentNumbers latents)
    {
        using var scope = NewDisposeScope();
        var (real, labels) = items.Next();
        var batch = new Batch(real, labels, latents.Draw(real.shape[0]));
        Advance(Discriminator, DiscriminatorLoss(batch), _discriminatorOptimizer);
        var second = _preset.Schedule.GeneratorLatents == GeneratorLatents.Reuse
            ? batch
            : batch with { Latents = latents.Draw(real.shape[0]) };
        Advance(Generator, GeneratorLoss(second), _generatorOptimizer);
        _average?.Update();
    }

    private static void Advance(NetworkModule network, Tensor loss, NetworkOptimizer? optimizer)
    {
        network.Differentiate(loss);
        optimizer?.Step();
        network.Carry();
    }
}
