namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// ‖x − y‖² = x·x + y·y − 2 x·y for every row of one matrix with every row of another; never negative, exact for whole numbers such as
/// pixels, and 0 for equal rows, exactly up to <see cref="PairwiseProducts.SummedInOrder"/> features.
/// </summary>
internal static class SquaredDistances
{
    /// <summary>Visits every row of x once; see <see cref="PairwiseProducts.ForEachRow"/>.</summary>
    public static void ForEachRow(FeatureMatrix x, FeatureMatrix y, int threads, PairwiseProducts.RowVisitor visit)
    {
        var squaresX = PairwiseProducts.SquaredNorms(x);
        var squaresY = ReferenceEquals(x, y) ? squaresX : PairwiseProducts.SquaredNorms(y);
        PairwiseProducts.ForEachRow(x, y, threads, (row, products) =>
        {
            var square = squaresX[row];
            for (var column = 0; column < products.Length; column++)
            {
                products[column] = Math.Max(0, square + squaresY[column] - (2 * products[column]));
            }

            visit(row, products);
        });
    }
}
