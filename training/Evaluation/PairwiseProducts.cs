using System.Runtime.Intrinsics;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>
/// x·y for every row of one matrix with every row of another, in double precision, on several threads. The second matrix is packed
/// once into panels of eight rows, so that the innermost loop reads memory in order and keeps its 32 sums in registers. Every product
/// is summed over the features in order: it depends neither on the threads nor on the other rows.
/// </summary>
internal static unsafe class PairwiseProducts
{
    private const int TileRows = 4;
    private const int TileColumns = 8;
    private const int BlockRows = 32;

    /// <summary>Told the products of one row of x; several rows at a time, on any thread. The span may be overwritten.</summary>
    /// <param name="row">The row of x.</param>
    /// <param name="products">One product a row of y.</param>
    public delegate void RowVisitor(int row, Span<double> products);

    /// <summary>Visits every row of x once.</summary>
    public static void ForEachRow(FeatureMatrix x, FeatureMatrix y, int threads, RowVisitor visit)
    {
        FeatureMatrix.RequireSameDimension(x, y);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var panels = Pack(y, TileColumns);
        var width = panels.Length / x.Dimension;
        Parallel.For(
            0,
            (x.Count + BlockRows - 1) / BlockRows,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Tiles: new double[BlockRows * x.Dimension], Products: new double[BlockRows * width]),
            (block, _, memory) =>
            {
                var first = block * BlockRows;
                var rows = Math.Min(BlockRows, x.Count - first);
                PackTiles(x, first, rows, memory.Tiles);
                Multiply(memory.Tiles, rows, panels, x.Dimension, memory.Products, width);
                for (var row = 0; row < rows; row++)
                {
                    visit(first + row, memory.Products.AsSpan(row * width, y.Count));
                }

                return memory;
            },
            _ => { });
    }

    /// <summary>x·x for every row, summed as the products are: equal rows then have a distance of exactly 0.</summary>
    public static double[] SquaredNorms(FeatureMatrix x)
    {
        var norms = new double[x.Count];
        for (var row = 0; row < norms.Length; row++)
        {
            foreach (var value in x.Row(row))
            {
                norms[row] = double.MultiplyAddEstimate(value, value, norms[row]);
            }
        }

        return norms;
    }

    /// <summary>Groups of rows, feature by feature: [groups, dimension, group], the last group filled up with zeros.</summary>
    private static double[] Pack(FeatureMatrix x, int group)
    {
        var packed = new double[(x.Count + group - 1) / group * group * x.Dimension];
        for (var row = 0; row < x.Count; row++)
        {
            var start = (row / group * group * x.Dimension) + (row % group);
            var values = x.Row(row);
            for (var feature = 0; feature < values.Length; feature++)
            {
                packed[start + (feature * group)] = values[feature];
            }
        }

        return packed;
    }

    private static void PackTiles(FeatureMatrix x, int first, int rows, double[] tiles)
    {
        Array.Clear(tiles);
        for (var row = 0; row < rows; row++)
        {
            var start = (row / TileRows * TileRows * x.Dimension) + (row % TileRows);
            var values = x.Row(first + row);
            for (var feature = 0; feature < values.Length; feature++)
            {
                tiles[start + (feature * TileRows)] = values[feature];
            }
        }
    }

    private static void Multiply(double[] tiles, int rows, double[] panels, int dimension, double[] products, int width)
    {
        fixed (double* tile = tiles, panel = panels, product = products)
        {
            for (var column = 0; column < width; column += TileColumns)
            {
                for (var row = 0; row < rows; row += TileRows)
                {
                    Multiply(tile + ((long)row * dimension), panel + ((long)column * dimension), dimension, product + ((long)row * width) + column, width);
                }
            }
        }
    }

    private static void Multiply(double* x, double* y, int dimension, double* product, int width)
    {
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (var feature = 0; feature < dimension; feature++, x += TileRows, y += TileColumns)
        {
            var (left, right) = (Vector256.Load(y), Vector256.Load(y + 4));
            var factor = Vector256.Create(x[0]);
            (a0, a1) = (Vector256.MultiplyAddEstimate(factor, left, a0), Vector256.MultiplyAddEstimate(factor, right, a1));
            factor = Vector256.Create(x[1]);
            (b0, b1) = (Vector256.MultiplyAddEstimate(factor, left, b0), Vector256.MultiplyAddEstimate(factor, right, b1));
            factor = Vector256.Create(x[2]);
            (c0, c1) = (Vector256.MultiplyAddEstimate(factor, left, c0), Vector256.MultiplyAddEstimate(factor, right, c1));
            factor = Vector256.Create(x[3]);
            (d0, d1) = (Vector256.MultiplyAddEstimate(factor, left, d0), Vector256.MultiplyAddEstimate(factor, right, d1));
        }

        Store(product, a0, a1);
        Store(product + width, b0, b1);
        Store(product + (2 * width), c0, c1);
        Store(product + (3 * width), d0, d1);
    }

    private static void Store(double* product, Vector256<double> left, Vector256<double> right)
    {
        left.Store(product);
        right.Store(product + 4);
    }
}
