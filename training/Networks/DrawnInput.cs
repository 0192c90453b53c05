using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks;

/// <summary>
/// A random input of a step: drawn from a stream of its own, in the block of the step's number, so that runs can be repeated and
/// resumed.
/// </summary>
/// <param name="Name">The graph input's name.</param>
/// <param name="Shape">Its fixed shape.</param>
/// <param name="Stream">The stream's number, one of <see cref="TrainingStreams"/>; no other input of the step has it.</param>
public abstract record DrawnInput(string Name, Shape Shape, ulong Stream) : StepInput(Name, Shape)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, StepMoment moment) =>
        Fill(destination, new RandomStream(moment.Seed, Stream), (ulong)moment.Step);

    /// <summary>Draws the elements.</summary>
    /// <param name="destination">As many as the shape takes.</param>
    /// <param name="random">The input's stream.</param>
    /// <param name="block">Iterations that came before, from 0.</param>
    public abstract void Fill(Span<float> destination, RandomStream random, ulong block);
}
