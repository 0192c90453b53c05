namespace Gan.Onnx.Generation.Random;

/// <summary>Fisher-Yates shuffling with unbiased bounded integers.</summary>
internal static class RandomPermutation
{
    private const int BufferGroups = 32;

    /// <summary>Fills <paramref name="destination"/> with a random order of 0 … n−1.</summary>
    public static void Fill(ulong key, Span<int> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = i;
        }

        Span<uint> words = stackalloc uint[BufferGroups * Threefry.GroupSize];
        var next = words.Length;
        ulong group = 0;
        for (var i = destination.Length - 1; i > 0; i--)
        {
            var range = (uint)i + 1;
            // Lemire, "Fast random integer generation in an interval", 2019, algorithm 5: the products below the threshold are drawn again.
            var threshold = (0u - range) % range;
            ulong product;
            do
            {
                if (next == words.Length)
                {
                    Threefry.Fill(key, group, words);
                    group += BufferGroups;
                    next = 0;
                }

                product = (ulong)words[next++] * range;
            }
            while ((uint)product < threshold);

            var j = (int)(product >> 32);
            (destination[i], destination[j]) = (destination[j], destination[i]);
        }
    }
}
