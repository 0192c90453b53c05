using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>
/// U(−b, b) with b = √(6 / (fan_in + fan_out)): Glorot and Bengio 2010, equation 16; the default kernels of TensorFlow 1's
/// <c>layers.dense</c>.
/// </summary>
public sealed record GlorotUniform : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block)
    {
        var bound = MathF.Sqrt(6f / (fan.In + fan.Out));
        random.Uniform(destination, block, -bound, bound);
    }
}
