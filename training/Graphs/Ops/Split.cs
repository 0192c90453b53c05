using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>Split</c> nodes as one Slice an output. Sizes are an attribute before opset 13, an input since then.</summary>
public sealed class SplitReader : OperatorReader
{
    private const int SizesAreInputs = 13;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        var axis = x.Shape.Axis((int)node.Int("axis", 0));
        var parts = new List<Value>();
        var start = 0L;
        var sizes = node.Integers("split", 1, SizesAreInputs) ?? Equal(x.Shape[axis].Size, node.Int("num_outputs", node.OutputCount));
        foreach (var size in sizes)
        {
            parts.Add(size == x.Shape[axis].Size ? x : x.Slice(axis, start, start + size));
            start += size;
        }

        return parts;
    }

    private static long[] Equal(long size, long count)
    {
        var part = (size + count - 1) / count;
        return [.. Enumerable.Range(0, (int)count).Select(i => Math.Min(part, size - (i * part)))];
    }
}
