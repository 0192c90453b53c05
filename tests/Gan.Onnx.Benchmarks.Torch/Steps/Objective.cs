using Gan.Onnx.Training.Networks.Losses;
using static TorchSharp.torch;

namespace Gan.Onnx.Benchmarks.Torch.Steps;

/// <summary>The presets' losses on logits, [N, 1], averaged over the batch.</summary>
/// <param name="loss">As the preset has it.</param>
internal sealed class Objective(Loss loss)
{
    /// <summary>Whether <see cref="Generator"/> looks at real items.</summary>
    public bool GeneratorNeedsReal => loss.GeneratorNeedsReal;

    /// <summary>What the discriminator minimises.</summary>
    /// <exception cref="TorchBenchmarkException">The loss is not known here.</exception>
    public Tensor Discriminator(Tensor real, Tensor fake) => loss switch
    {
        BceWithLogits entropy => CrossEntropy(real, entropy.RealTarget) + CrossEntropy(fake, entropy.FakeTarget),
        Hinge => (1 - real).relu().mean() + (1 + fake).relu().mean(),
        LeastSquares squares => HalfSquare(real, squares.RealTarget) + HalfSquare(fake, squares.FakeTarget),
        Relativistic => (fake - real).softplus().mean(),
        Wasserstein => fake.mean() - real.mean(),
        _ => throw Unknown(),
    };

    /// <summary>What the generator minimises.</summary>
    /// <exception cref="TorchBenchmarkException">The loss is not known here.</exception>
    public Tensor Generator(Tensor fake, Tensor? real) => loss switch
    {
        BceWithLogits entropy => CrossEntropy(fake, entropy.GeneratorTarget),
        Hinge or Wasserstein => -fake.mean(),
        LeastSquares squares => HalfSquare(fake, squares.GeneratorTarget),
        Relativistic => (real! - fake).softplus().mean(),
        _ => throw Unknown(),
    };

    private static Tensor CrossEntropy(Tensor logits, double target) =>
        nn.functional.binary_cross_entropy_with_logits(logits, logits.full_like(target));

    private static Tensor HalfSquare(Tensor logits, double target) => (logits - target).square().mean() / 2;

    private TorchBenchmarkException Unknown() =>
        new($"the loss {loss.GetType().Name} is unknown to the TorchSharp side. Add it to Objective.");
}
