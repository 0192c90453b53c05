using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Networks.Initializers;

/// <summary>
/// N(0, std²) without what lies beyond two deviations, as TensorFlow's <c>truncated_normal</c>: such numbers are drawn again.
/// </summary>
/// <param name="Std">Standard deviation before the tails are cut.</param>
public sealed record TruncatedNormal([Within(1e-6, 100)] double Std) : Initializer
{
    private const float Deviations = 2;

    // A draw falls outside with a probability of 4.6 %; numbers of their own blocks replace it, so no draw depends on how many were outside
    // before.
    private const ulong Redraw = 1UL << 32;

    /// <inheritdoc/>
    public override void Fill(Span<float> destination, Fan fan, RandomStream random, ulong block)
    {
        random.Normal(destination, block, 0, 1);
        var again = new float[destination.Length];
        for (var round = 1UL; destination.ContainsAnyExceptInRange(-Deviations, Deviations); round++)
        {
            random.Normal(again, block + (round * Redraw), 0, 1);
            for (var i = 0; i < destination.Length; i++)
            {
                destination[i] = Math.Abs(destination[i]) > Deviations ? again[i] : destination[i];
            }
        }

        foreach (ref var element in destination)
        {
            element *= (float)Std;
        }
    }
}
