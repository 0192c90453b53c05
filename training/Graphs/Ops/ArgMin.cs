using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>ArgMin</c> (opset 13): the place of the smallest element along an axis, Int64. Attributes: axis, keepdims, select_last_index.
/// Carries no gradient.
/// </summary>
public sealed class ArgMin(int axis, bool keepDims, bool last) : ArgOperator(axis, keepDims, last);

/// <summary>Builds <c>ArgMin</c> nodes.</summary>
public static class ArgMinBuilder
{
    /// <summary>The place of the smallest element along <paramref name="axis"/>.</summary>
    public static Value ArgMin(this Value x, int axis, bool keepDims = false, bool last = false) =>
        x.Graph.Add(new ArgMin(axis, keepDims, last), x);
}

/// <summary>Reads <c>ArgMin</c> nodes.</summary>
public sealed class ArgMinReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) =>
        [node.Value(0).ArgMin((int)node.Int("axis", 0), node.Flag("keepdims", absent: true), node.Flag("select_last_index"))];
}
