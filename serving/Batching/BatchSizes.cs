using System.Numerics;

namespace Gan.Onnx.Serving.Batching;

/// <summary>The sizes that batches have: powers of two, so that few shapes are ever run, all of them prepared beforehand.</summary>
internal static class BatchSizes
{
    // A worker keeps memory for its largest batch: 64 MiB of float32 at most, unless one image alone takes more.
    private const int MostValues = 16 * 1024 * 1024;

    /// <summary>The largest batch of a model: as many images as asked for, or fewer where they are so large that memory runs out.</summary>
    /// <param name="wanted">A power of two.</param>
    /// <param name="values">Values in an image, at least 1.</param>
    public static int Largest(int wanted, int values) => LargestWithin(Math.Clamp(MostValues / values, 1, wanted));

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
