using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// Reads reductions: axes are an attribute first and an input later; without axes all are meant, or none if the node says so.
/// </summary>
/// <param name="build">From x, the axes, and whether they are kept with size 1.</param>
/// <param name="axesAreInputs">The opset from which on axes are an input.</param>
public abstract class ReductionReader(Func<Value, IReadOnlyList<int>, bool, Value> build, int axesAreInputs = 18) : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, keep) = (node.Value(0), node.Flag("keepdims", absent: true));
        var axes = node.Integers("axes", 1, axesAreInputs) ?? [];
        var noneMeansNone = node.Opset >= axesAreInputs && node.Flag("noop_with_empty_axes");
        if (axes.Length == 0 && noneMeansNone)
        {
            return [x];
        }

        int[] all = [.. axes.Length == 0 ? Enumerable.Range(0, x.Shape.Rank) : axes.Select(axis => x.Shape.Axis((int)axis))];
        return [build(x, all, keep)];
    }
}
