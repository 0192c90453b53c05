using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Max</c> of any number of tensors as a formula: a where a > b, else b, one after the other. Of equal ones the last has the
/// gradient.
/// </summary>
public static class MaxBuilder
{
    /// <summary>Element-wise the larger of two tensors, broadcast.</summary>
    public static Value Max(this Value a, Value b) => a.Greater(b).Where(a, b);
}

/// <summary>Reads <c>Max</c> nodes.</summary>
public sealed class MaxReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Values().Aggregate((a, b) => a.Max(b))];
}
