using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>ONNX <c>Flatten</c> as a Reshape: the axes before one become rows, the others columns.</summary>
public static class FlattenBuilder
{
    /// <summary>A matrix whose rows are the axes before <paramref name="axis"/>, its columns the others.</summary>
    public static Value Flatten(this Value x, int axis = 1)
    {
        var (rows, columns) = (new Shape(x.Shape.Take(axis)), new Shape(x.Shape.Skip(axis)));
        return x.Reshape(new Shape(rows.Rank == 1 ? rows[0] : rows.ElementCount, columns.ElementCount));
    }
}

/// <summary>Reads <c>Flatten</c> nodes.</summary>
public sealed class FlattenReader : OperatorReader
{
    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, axis) = (node.Value(0), (int)node.Int("axis", 1));
        return [x.Flatten(axis == x.Shape.Rank ? axis : x.Shape.Axis(axis))];
    }
}
