using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks;

/// <summary>Numbers that are uniform in [0, 1).</summary>
/// <param name="Name">The graph input's name.</param>
/// <param name="Shape">Its fixed shape.</param>
/// <param name="Stream">The stream's number.</param>
public sealed record UniformInput(string Name, Shape Shape, ulong Stream) : DrawnInput(Name, Shape, Stream)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, RandomStream random, ulong block) => random.Uniform(destination, block, 0, 1);
}
