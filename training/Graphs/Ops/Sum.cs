using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Sum</c> of any number of tensors as a formula: one Add after the other.</summary>
public static class SumBuilder
{
    /// <summary>Element-wise sum of all, broadcast.</summary>
    public static Value Sum(this IReadOnlyList<Value> values) => values.Aggregate((a, b) => a + b);
}

/// <summary>Reads <c>Sum</c> nodes.</summary>
public sealed class SumReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [node.Values().Sum()];
}
