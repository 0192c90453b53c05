using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>SoftmaxCrossEntropyLoss</c> nodes as LogSoftmax over the classes and the likelihood of the labels.</summary>
public sealed class SoftmaxCrossEntropyLossReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var logarithms = node.Value(0).LogSoftmax(1);
        return [NegativeLogLikelihoodLossReader.Loss(node, logarithms), logarithms];
    }
}
