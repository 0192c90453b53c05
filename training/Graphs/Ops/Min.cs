using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Min</c> of any number of tensors as a formula: a where b > a, else b, one after the other. Of equal ones the last has the
/// gradient.
/// </summary>
public static class MinBuilder
{
    /// <summary>Element-wise the smaller of two tensors, broadcast.</summary>
    public static Value Min(this Value a, Value b) => b.Greater(a).Where(a, b);
}

/// <summary>Reads <c>Min</c> nodes.</summary>
public sealed class MinReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Values().Aggregate((a, b) => a.Min(b))];
}
