using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>Newly drawn latents, <see cref="EngineGraph.Latents"/> [N, size].</summary>
/// <param name="Shape">[N, size].</param>
/// <param name="Stream">The stream's number.</param>
/// <param name="Distribution">What each number is drawn from.</param>
public sealed record LatentInput(Shape Shape, ulong Stream, LatentDistribution Distribution)
    : DrawnInput(EngineGraph.Latents, Shape, Stream)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, RandomStream random, ulong block) => Distribution.Fill(destination, random, block);
}
