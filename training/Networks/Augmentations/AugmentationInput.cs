using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks.Augmentations;

/// <summary>What one augmentation of a batch is fed with: for each picture, by chance, a change or none.</summary>
/// <param name="Name">The graph input, <c>augment/</c>, the pass's name if it has one, and the augmentation's.</param>
/// <param name="Shape">[N, …].</param>
/// <param name="Stream">The stream's number.</param>
/// <param name="Kind">The change.</param>
/// <param name="Side">The pictures' width and height.</param>
public sealed record AugmentationInput(string Name, Shape Shape, ulong Stream, Augmentation Kind, int Side)
    : DrawnInput(Name, Shape, Stream)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, StepMoment moment) =>
        Fill(destination, new RandomStream(moment.Seed, Stream), (ulong)moment.Step, moment.AugmentStrength);

    /// <inheritdoc/>
    public override void Fill(Span<float> destination, RandomStream random, ulong block) => Fill(destination, random, block, strength: 1);

    /// <summary>Draws the changes.</summary>
    /// <param name="destination">As many as the shape takes.</param>
    /// <param name="random">The input's stream.</param>
    /// <param name="block">Iterations that came before, from 0.</param>
    /// <param name="strength">Each picture's probability of being changed, 0 to 1.</param>
    public void Fill(Span<float> destination, RandomStream random, ulong block, double strength)
    {
        var (count, width) = ((int)Shape[0].Size, Kind.Draws + 1);
        var numbers = new float[count * width];
        random.Uniform(numbers, block, 0, 1);
        var length = destination.Length / count;
        for (var item = 0; item < count; item++)
        {
            var feed = destination.Slice(item * length, length);
            var drawn = numbers.AsSpan(item * width, width);
            if (drawn[0] < strength)
            {
                Kind.Change(feed, Side, drawn[1..]);
            }
            else
            {
                Kind.Keep(feed, Side);
            }
        }
    }
}
