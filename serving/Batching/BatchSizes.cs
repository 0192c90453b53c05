using System.Numerics;

namespace Gan.Onnx.Serving.Batching;

/// <summary>The sizes that batches have: powers of two, so that few shapes are ever run, all of them prepared beforehand.</summary>
internal static class BatchSizes
{
    /// <summary>1, 2, 4 … up to <paramref name="largest"/>.</summary>
    public static IEnumerable<int> UpTo(int largest)
    {
        for (var size = 1; size <= largest; size *= 2)
        {
            yield return size;
        }
    }

    /// <summary>The largest size that <paramref name="count"/> images, at least 1, fill.</summary>
    public static int LargestWithin(int count) => 1 << BitOperations.Log2((uint)count);
}
