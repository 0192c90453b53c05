namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// The training images nearest to given images by the Euclidean distance of their pixels: what a generator that memorises would show.
/// </summary>
/// <param name="Indices">Of every image the nearest training images, nearest first.</param>
/// <param name="Distances">Their distances, in grey levels.</param>
public sealed record NearestNeighbours(IReadOnlyList<int[]> Indices, IReadOnlyList<double[]> Distances)
{
    // 10,000 MNIST images take 63 MB in double precision.
    private const int Chunk = 10_000;

    /// <summary>Searches all of the pool.</summary>
    /// <param name="images">[count, area].</param>
    /// <param name="pool">[poolCount, area], at least <paramref name="neighbours"/> images.</param>
    /// <param name="area">Pixels in an image.</param>
    /// <param name="neighbours">Wanted for each image, at least 1.</param>
    /// <param name="threads">At least 1.</param>
    /// <exception cref="ArgumentException">The pool is too small.</exception>
    public static NearestNeighbours Find(ReadOnlySpan<byte> images, ReadOnlySpan<byte> pool, int area, int neighbours, int threads)
    {
        var queries = FeatureMatrix.Of(area, images);
        var poolCount = pool.Length / area;
        if (neighbours < 1 || neighbours > poolCount)
        {
            throw new ArgumentException(
                $"Among {poolCount} images there are 1 to {poolCount} neighbours, found {neighbours}.", nameof(neighbours));
        }

        var (indices, distances) = (new int[queries.Count][], new double[queries.Count][]);
        Array.Fill(indices, []);
        Array.Fill(distances, []);
        for (var first = 0; first < poolCount; first += Chunk)
        {
            var (start, part) = (first, FeatureMatrix.Of(area, pool[(first * area)..Math.Min((first + Chunk) * area, pool.Length)]));
            SquaredDistances.ForEachRow(
                queries, part, threads, (row, squares) => Merge(start, squares, neighbours, ref indices[row], ref distances[row]));
        }

        return new NearestNeighbours(indices, distances);
    }

    private static void Merge(int first, ReadOnlySpan<double> squares, int neighbours, ref int[] indices, ref double[] distances)
    {
        var nearest = new int[Math.Min(neighbours, squares.Length)];
        NearestRows.Find(squares, nearest);
        int[] candidates = [.. indices, .. nearest.Select(row => first + row)];
        var lengths = new double[candidates.Length];
        distances.CopyTo(lengths, 0);
        for (var i = 0; i < nearest.Length; i++)
        {
            lengths[candidates.Length - nearest.Length + i] = Math.Sqrt(squares[nearest[i]]);
        }

        var best = new int[Math.Min(neighbours, candidates.Length)];
        NearestRows.Find(lengths, best);
        (indices, distances) = (Array.ConvertAll(best, i => candidates[i]), Array.ConvertAll(best, i => lengths[i]));
    }
}
