using System.Globalization;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>Whether both sides compute the same on the same weights and items.</summary>
internal static class LossCheck
{
    private const double LossTolerance = 1e-4;

    // Of a network's whole gradient. A number that rounding brings across the kink of a LeakyReLU changes it, above all under R1 and R2.
    private const double GradientTolerance = 1e-2;

    /// <summary>Recomputes a recorded iteration's losses and gradients.</summary>
    /// <returns>Relative differences by what was compared.</returns>
    /// <exception cref="TorchBenchmarkException">One is too large.</exception>
    public static IReadOnlyDictionary<string, double> Run(TorchTrainer trainer, DumpedIteration dump)
    {
        using var scope = NewDisposeScope();
        var differences = new Dictionary<string, double>();
        Compare("discriminator", trainer.Discriminator, trainer.DiscriminatorLoss(dump.Batch("discriminator_step")));

        // G's step sees the discriminator that D's step made.
        dump.Load(trainer.Discriminator, "after");
        Compare("generator", trainer.Generator, trainer.GeneratorLoss(dump.Batch("generator_step")));
        dump.Load(trainer.Discriminator, "before");
        return differences;

        void Compare(string name, NetworkModule network, Tensor loss)
        {
            network.Differentiate(loss);
            var recorded = dump.Tensor($"{name}_step/loss").item<float>();
            Expect($"{name}Loss", Math.Abs(loss.item<float>() - recorded) / Math.Abs(recorded), LossTolerance);
            var (difference, norm) = (0.0, 0.0);
            foreach (var (path, parameter) in network.Parameters)
            {
                var expected = dump.Weight($"{name}_step/gradient/{path}");

                // No penalty depends on the last bias.
                var gradient = parameter.grad ?? zeros_like(parameter);
                difference += (gradient - expected).square().sum().item<float>();
                norm += expected.square().sum().item<float>();
            }

            Expect($"{name}Gradient", Math.Sqrt(difference / norm), GradientTolerance);
        }

        void Expect(string what, double difference, double tolerance) => differences[what] = difference <= tolerance
            ? difference
            : throw new TorchBenchmarkException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: the two sides differ by {difference:g3}, more than {tolerance:g3}. There is no point in timing them."));
    }
}
