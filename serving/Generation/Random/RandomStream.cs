namespace Gan.Onnx.Generation.Random;

/// <summary>
/// Reproducible random numbers without state: a value is a function of the seed, the stream, the block and its index within the
/// block, so it changes neither with the length asked for nor with what was drawn before.
/// </summary>
/// <param name="Seed">Any 64-bit number; what a user gives as <c>--seed</c> or <c>seed=</c>.</param>
/// <param name="Stream">The purpose of the numbers, see <see cref="Streams"/>; equal seeds in different streams are unrelated.</param>
/// <remarks>
/// Three applications of <see cref="Threefry"/>: the seed is the key that hashes the stream number into a stream key, that key
/// hashes the block number into a block key, and the block key hashes the counters of the values. Integers and uniform numbers
/// are the same on every machine; normal numbers may differ in the last bit between instruction sets.
/// </remarks>
public readonly record struct RandomStream(ulong Seed, ulong Stream)
{
    // A thread may flush smaller numbers to zero, so what they give would depend on the thread.
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>Uniformly distributed 32-bit words.</summary>
    /// <param name="destination">Filled completely.</param>
    /// <param name="block">The position in the stream, such as a step number or an image index.</param>
    public void Bits(Span<uint> destination, ulong block) => Threefry.Fill(BlockKey(block), 0, destination);

    /// <summary>Uniform numbers in [<paramref name="low"/>, <paramref name="high"/>) from 24 random bits each.</summary>
    /// <param name="destination">Filled completely.</param>
    /// <param name="block">The position in the stream.</param>
    /// <param name="low">Inclusive bound; finite.</param>
    /// <param name="high">Exclusive bound; finite, above <paramref name="low"/> by a finite difference of at least 1.18e-38.</param>
    public void Uniform(Span<float> destination, ulong block, float low, float high)
    {
        var width = high - low;
        if (!(width >= SmallestNormal) || !float.IsFinite(width))
        {
            throw new ArgumentException(
                $"Uniform numbers need finite bounds low < high, at least {SmallestNormal} apart; low is {low}, high is {high}.",
                nameof(high));
        }

        UniformNumbers.Fill(BlockKey(block), destination, low, high);
    }

    /// <summary>Normally distributed numbers, by the Box-Muller transform of 32-bit uniform numbers: never beyond 6.8 deviations.</summary>
    /// <param name="destination">Filled completely.</param>
    /// <param name="block">The position in the stream.</param>
    /// <param name="mean">Any finite number.</param>
    /// <param name="std">The standard deviation: finite, 0 or more.</param>
    public void Normal(Span<float> destination, ulong block, float mean, float std)
    {
        if (!float.IsFinite(mean) || !(std >= 0) || !float.IsFinite(std))
        {
            throw new ArgumentException(
                $"Normal numbers need a finite mean and a finite std of 0 or more; mean is {mean}, std is {std}.", nameof(std));
        }

        NormalNumbers.Fill(BlockKey(block), destination, mean, std);
    }

    /// <summary>A random order of 0 … n−1, each equally likely (Fisher-Yates; Knuth, TAOCP volume 2, algorithm 3.4.2 P).</summary>
    /// <param name="destination">Its length is n; a different n gives an unrelated order.</param>
    /// <param name="block">The position in the stream, such as an epoch number.</param>
    public void Permutation(Span<int> destination, ulong block) => RandomPermutation.Fill(BlockKey(block), destination);

    private ulong BlockKey(ulong block) => Threefry.Apply(Threefry.Apply(Seed, Stream), block);
}
