using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Reads <c>Split</c> nodes as one Slice an output. Sizes are an attribute before opset 13, an input since then.</summary>
public sealed class SplitReader : OperatorReader
{
    private const int SizesAreInputs = 13;

    /// <inheritdoc/>
    public override IReadOnlyList<KnownTensor>? FoldAll(ReadNode node)
    {
        var x = node.Known(0);
        return x.Type.Shape.Rank != 1 ? null : [.. Parts(node, x.Type.Shape, 0).Select(part => x.Take([part.Size], Places(part)))];

        static int[] Places((long Start, long Size) part) => [.. Enumerable.Range((int)part.Start, (int)part.Size)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        var axis = x.Shape.Axis((int)node.Int("axis", 0));
        return
        [
            .. Parts(node, x.Shape, axis)
                .Select(part => part.Size == x.Shape[axis].Size ? x : x.Slice(axis, part.Start, part.Start + part.Size)),
        ];
    }

    private static IEnumerable<(long Start, long Size)> Parts(ReadNode node, Shape x, int axis)
    {
        _ = node.Int("axis", 0);
        var start = 0L;
        var sizes = node.Integers("split", 1, SizesAreInputs) ?? Equal(x[axis].Size, node.Int("num_outputs", node.OutputCount));
        return [.. sizes.Select(size => ((start += size) - size, size))];
    }

    private static long[] Equal(long size, long count)
    {
        var part = (size + count - 1) / count;
        return [.. Enumerable.Range(0, (int)count).Select(i => Math.Min(part, size - (i * part)))];
    }
}
