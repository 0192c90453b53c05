using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>CumSum</c> as a formula: a MatMul with a triangle of ones.</summary>
public static class CumSumBuilder
{
    /// <summary>The sums of x up to each place along an axis, which is fixed.</summary>
    /// <param name="x">Any tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="exclusive">Whether the place's own element is left out.</param>
    /// <param name="reverse">Whether sums run from the end.</param>
    public static Value CumSum(this Value x, int axis, bool exclusive = false, bool reverse = false)
    {
        var (rank, place) = (x.Shape.Rank, x.Shape.Axis(axis));
        var size = x.Shape[place].Size;
        var triangle = new double[size, size];
        for (var from = 0; from < size; from++)
        {
            for (var to = 0; to < size; to++)
            {
                var behind = reverse ? from - to : to - from;
                triangle[from, to] = behind > 0 || (behind == 0 && !exclusive) ? 1 : 0;
            }
        }

        var matrix = x.Graph.Matrix(triangle, x.Type.Element);
        if (rank == 1)
        {
            return x.Unsqueeze([0]).MatMul(matrix).Squeeze([0]);
        }

        int[] swapped = [.. Enumerable.Range(0, rank).Select(i => i == place ? rank - 1 : i == rank - 1 ? place : i)];
        return place == rank - 1 ? x.MatMul(matrix) : x.Transpose(swapped).MatMul(matrix).Transpose(swapped);
    }
}

/// <summary>Reads <c>CumSum</c> nodes.</summary>
public sealed class CumSumReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) =>
        [node.Value(0).CumSum((int)node.Integers(1)[0], node.Flag("exclusive"), node.Flag("reverse"))];
}
