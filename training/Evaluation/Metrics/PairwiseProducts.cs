using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Evaluation.Metrics;

/// <summary>
/// x·y for every row of one matrix with every row of another, in double precision, on several threads: one Gemm node on ONNX Runtime
/// (decision record 0014). A product does not depend on the threads.
/// </summary>
internal static class PairwiseProducts
{
    private const string X = "x";
    private const string Y = "y";
    private const string Products = "products";
    private const int MostBlockRows = 128;

    /// <summary>Features that ONNX Runtime's kernel for x64 sums one after the other; of more it adds partial sums.</summary>
    public const int SummedInOrder = 128;

    /// <summary>Products that a thread holds at once, 8 bytes each.</summary>
    private const int BlockProducts = 1 << 20;

    /// <summary>Told the products of one row of x; several rows at a time, on any thread. The span may be overwritten.</summary>
    /// <param name="row">The row of x.</param>
    /// <param name="products">One product a row of y.</param>
    public delegate void RowVisitor(int row, Span<double> products);

    /// <summary>Visits every row of x once.</summary>
    public static void ForEachRow(FeatureMatrix x, FeatureMatrix y, int threads, RowVisitor visit)
    {
        FeatureMatrix.RequireSameDimension(x, y);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var blockRows = Math.Clamp(BlockProducts / y.Count, 1, MostBlockRows);
        using var options = OrtRuntime.SessionOptions(new CpuDevice());
        using var session = new InferenceSession(Model(y), options);
        using var runOptions = new RunOptions();
        using var all = View(y.Memory, y.Count, y.Dimension);

        // Blocks side by side, not one after the other with all threads on each: so the visits need not wait for the slowest product.
        Parallel.For(
            0,
            (x.Count + blockRows - 1) / blockRows,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new double[blockRows * y.Count],
            (block, _, products) =>
            {
                var first = block * blockRows;
                var rows = Math.Min(blockRows, x.Count - first);
                using (var some = View(x.Memory.Slice(first * x.Dimension, rows * x.Dimension), rows, x.Dimension))
                using (var result = View(products.AsMemory(0, rows * y.Count), rows, y.Count))
                {
                    session.Run(runOptions, [X, Y], [some, all], [Products], [result]);
                }

                for (var row = 0; row < rows; row++)
                {
                    visit(first + row, products.AsSpan(row * y.Count, y.Count));
                }

                return products;
            },
            _ => { });
    }

    /// <summary>x·x for every row, summed as products of up to <see cref="SummedInOrder"/> features are.</summary>
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

    private static byte[] Model(FeatureMatrix y)
    {
        var graph = new GraphBuilder("pairwise_products");
        var rows = graph.Input(X, new Shape(new Dimension("N"), y.Dimension), ElementType.Double);
        var all = graph.Input(Y, new Shape(y.Count, y.Dimension), ElementType.Double);
        graph.Output(Products, rows.Gemm(all, transB: true));
        return ModelWriter.Write(graph);
    }

    private static OrtValue View(Memory<double> values, int rows, int columns) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [rows, columns]);
}
