using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>N(0, std²): the DCGAN paper's start with 0.02 (Radford et al. 2016, section 4).</summary>
/// <param name="Std">Standard deviation, above 0 to 100.</param>
public sealed record Normal(double Std) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block) =>
        random.Normal(destination, block, 0, (float)Std);

    /// <inheritdoc/>
    public override void Validate(string field) => Bounds.Check($"{field}.std", Std, 1e-6, 100);
}
