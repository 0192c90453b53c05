using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads operators of one tensor without attributes.</summary>
/// <param name="build">The operator.</param>
/// <param name="fold">What it does to a number that is known at load; null for operators that have no place in shape arithmetic.</param>
public abstract class ElementwiseReader(Func<Value, Value> build, Func<double, double>? fold = null) : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node) => fold is null ? null : node.Known(0).Map(node.Type(0).Element, fold);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [build(node.Value(0))];
}
