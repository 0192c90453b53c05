using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Dropout</c> outside training: x itself. Masks drawn inside the file would make training unrepeatable.</summary>
public static class DropoutBuilder
{
    /// <summary>A mask that keeps everything: true everywhere, of x's shape.</summary>
    internal static Value WholeMask(Value x) =>
        x.Graph.Stored(null, new TensorType(ElementType.Bool, x.Shape), [.. Enumerable.Repeat((byte)1, (int)x.Shape.ElementCount)]);
}

/// <summary>Reads <c>Dropout</c> nodes.</summary>
public sealed class DropoutReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        _ = (node.Float("ratio", 0.5), node.Int("seed", 0), node.Int("is_test", 0));
        return node.Has(2) && node.Known(2).Numbers[0] != 0
            ? throw new GraphException("training_mode is on; export the model for inference")
            : node.OutputCount > 1 ? [node.Value(0), DropoutBuilder.WholeMask(node.Value(0))] : [node.Value(0)];
    }
}
