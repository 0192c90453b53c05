using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>The discriminator's loss with its penalties.</summary>
/// <param name="preset">Loss and penalties.</param>
/// <param name="discriminator">The network.</param>
internal sealed class DiscriminatorObjective(Preset preset, NetworkModule discriminator)
{
    private const string PenaltyPass = "penalty";
    private readonly Objective _objective = new(preset.Loss);
    private readonly SlopesAsked _slopes = SlopesAsked.By(preset.Penalties);
    private readonly bool _mixes = preset.CreateDiscriminator().MixesBatch;

    /// <summary>The loss, a scalar.</summary>
    /// <param name="batch">Real items, labels and masks.</param>
    /// <param name="fake">Fakes without a gradient, [N, …].</param>
    /// <exception cref="TorchBenchmarkException">A penalty is not known here.</exception>
    public Tensor Of(Batch batch, Tensor fake)
    {
        var scored = new ScoredItems(discriminator, batch, fake, _mixes, _slopes);
        return preset.Penalties.Aggregate(
            _objective.Discriminator(scored.Real, scored.Fake),
            (loss, penalty) => loss + penalty switch
            {
                R1 one => scored.SlopeSquares().Real.mean() * one.WeightAt(fake[0].numel()),
                R2 two => scored.SlopeSquares().Fake.mean() * two.WeightAt(fake[0].numel()),
                WrongLabels wrong => nn.functional.softplus(scored.RealUnderNextLabels() - scored.Real).mean() * wrong.Weight,
                GradientPenalty between => (Norms(batch, fake) - 1).square().mean() * between.Weight,
                _ => throw new TorchBenchmarkException(
                    $"the penalty {penalty.GetType().Name} is unknown to the TorchSharp side. Add it to DiscriminatorObjective."),
            });
    }

    /// <summary>|∂D(x)/∂x| between real items and fakes, [N].</summary>
    private Tensor Norms(Batch batch, Tensor fake)
    {
        var mix = batch.Mix ?? rand([fake.shape[0], .. Enumerable.Repeat(1L, (int)fake.dim() - 1)]);
        var items = ((mix * batch.Real) + ((1 - mix) * fake)).requires_grad_(true);
        return ScoredItems.Slopes(discriminator.Forward(batch.Pass(PenaltyPass), items), items).norm(dim: 1);
    }
}
