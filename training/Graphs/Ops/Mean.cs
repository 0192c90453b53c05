using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Mean</c> of any number of tensors as a formula: their sum, divided by their number.</summary>
public static class MeanBuilder
{
    /// <summary>Element-wise mean of all, broadcast.</summary>
    public static Value Mean(this IReadOnlyList<Value> values) => values.Count == 1 ? values[0] : values.Sum() * (1.0 / values.Count);
}

/// <summary>Reads <c>Mean</c> nodes.</summary>
public sealed class MeanReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Values().Mean()];
}
