using Gan.Onnx.Generation.Random;

namespace Gan.Onnx.Training.Datasets;

/// <summary>Mirrors images, left for right: for each image of each step a fair coin, so a resumed run tosses what it would have.</summary>
/// <param name="coins">Where the coins are tossed; the block is the step.</param>
public sealed class HorizontalFlips(RandomStream coins)
{
    /// <summary>Mirrors those images of a batch whose coin says so.</summary>
    /// <param name="step">Iterations that came before, from 0.</param>
    /// <param name="batch">Images one after the other.</param>
    /// <param name="itemLength">Numbers of an image.</param>
    /// <param name="width">Numbers of a row of pixels.</param>
    public void Apply(long step, Span<float> batch, int itemLength, int width)
    {
        var tossed = new uint[batch.Length / itemLength];
        coins.Bits(tossed, (ulong)step);
        for (var i = 0; i < tossed.Length; i++)
        {
            // The highest bit is the coin.
            for (var x = 0; tossed[i] > int.MaxValue && x < itemLength; x += width)
            {
                batch.Slice((i * itemLength) + x, width).Reverse();
            }
        }
    }
}
