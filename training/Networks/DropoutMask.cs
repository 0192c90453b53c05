using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks;

/// <summary>
/// A graph input that switches units off: 0 with probability <paramref name="P"/>, else 1/(1−p) (Srivastava et al. 2014, inverted form).
/// </summary>
/// <param name="Name">The graph input, <c>mask/</c>, the pass's name if it has one, and the layer's path.</param>
/// <param name="Shape">The shape of the layer's input.</param>
/// <param name="Stream">The stream's number.</param>
/// <param name="P">Probability of a zero, in [0, 1).</param>
public sealed record DropoutMask(string Name, Shape Shape, ulong Stream, double P) : DrawnInput(Name, Shape, Stream)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, RandomStream random, ulong block)
    {
        random.Uniform(destination, block, 0, 1);
        var (p, scale) = ((float)P, (float)(1 / (1 - P)));
        foreach (ref var element in destination)
        {
            element = element < p ? 0 : scale;
        }
    }
}
