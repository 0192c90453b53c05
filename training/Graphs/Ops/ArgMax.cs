using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>ArgMax</c> (opset 13): the place of the largest element along an axis, Int64. Attributes: axis, keepdims, select_last_index.
/// Carries no gradient.
/// </summary>
public sealed class ArgMax(int axis, bool keepDims, bool last) : ArgOperator(axis, keepDims, last);

/// <summary>Builds <c>ArgMax</c> nodes.</summary>
public static class ArgMaxBuilder
{
    /// <summary>The place of the largest element along <paramref name="axis"/>.</summary>
    public static Value ArgMax(this Value x, int axis, bool keepDims = false, bool last = false) =>
        x.Graph.Add(new ArgMax(axis, keepDims, last), x);
}

/// <summary>Reads <c>ArgMax</c> nodes.</summary>
public sealed class ArgMaxReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) =>
        [node.Value(0).ArgMax((int)node.Int("axis", 0), node.Flag("keepdims", absent: true), node.Flag("select_last_index"))];
}
