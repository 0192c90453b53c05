namespace Gan.Onnx.Graphs.Ops;

/// <summary>Where one pixel of a resized axis comes from: between two pixels of the original.</summary>
/// <param name="Before">The pixel at or before the place.</param>
/// <param name="After">The next one, or the last.</param>
/// <param name="Share">How much of <paramref name="After"/> is in the result, 0 to below 1.</param>
public readonly record struct Interpolation(long Before, long After, double Share)
{
    /// <summary>The place of one pixel.</summary>
    /// <param name="pixel">In the resized axis.</param>
    /// <param name="from">Pixels of the original.</param>
    /// <param name="to">Pixels of the resized axis.</param>
    /// <param name="mode">How the two axes lie beside each other.</param>
    public static Interpolation At(long pixel, long from, long to, ResizeMode mode)
    {
        var place = mode == ResizeMode.Bilinear ? Math.Max(0, ((pixel + 0.5) * from / to) - 0.5) : (double)(pixel * from) / to;
        var before = (long)Math.Floor(place);
        var share = mode == ResizeMode.Nearest ? 0 : place - before;
        return new Interpolation(Math.Min(before, from - 1), Math.Min(before + 1, from - 1), share);
    }

    /// <summary>Resizing a whole axis as a matrix [to, from].</summary>
    public static double[,] Matrix(long from, long to, ResizeMode mode)
    {
        var matrix = new double[to, from];
        for (var pixel = 0L; pixel < to; pixel++)
        {
            var place = At(pixel, from, to, mode);
            matrix[pixel, place.Before] += 1 - place.Share;
            matrix[pixel, place.After] += place.Share;
        }

        return matrix;
    }

    /// <summary>The matrix of the adjoint.</summary>
    public static double[,] Transposed(double[,] matrix)
    {
        var transposed = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (var row = 0; row < matrix.GetLength(0); row++)
        {
            for (var column = 0; column < matrix.GetLength(1); column++)
            {
                transposed[column, row] = matrix[row, column];
            }
        }

        return transposed;
    }
}
