using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>N(0, std²): the DCGAN paper's start with 0.02 (Radford et al. 2016, section 4).</summary>
/// <param name="Std">Standard deviation.</param>
public sealed record Normal([Within(1e-6, 100)] double Std) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block) =>
        random.Normal(destination, block, 0, (float)Std);
}
