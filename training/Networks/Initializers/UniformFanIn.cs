using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>U(−1/√fan_in, 1/√fan_in): what PyTorch's Linear and Conv layers do for weights and biases alike.</summary>
public sealed record UniformFanIn : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block)
    {
        var bound = 1 / MathF.Sqrt(fan.In);
        random.Uniform(destination, block, -bound, bound);
    }
}
