using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// Reads <c>Pad</c> nodes; less than nothing cuts. Other borders than zeros are a Pad between two sums, or a Gather of the mirrored or
/// repeated edge. Pads are an attribute before opset 11, an input since then.
/// </summary>
public sealed class PadReader : OperatorReader
{
    private const int PadsAreInputs = 11;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        var mode = node.Text("mode", "constant");
        var filling = node.Opset < PadsAreInputs ? node.Float("value", 0) : node.Has(2) ? node.Known(2).Numbers[0] : 0;
        var pads = node.Integers("pads", 1, PadsAreInputs) ?? throw new GraphException("pads are missing");
        int[] axes = [.. node.Has(3) ? node.Integers(3).Select(axis => x.Shape.Axis((int)axis)) : Enumerable.Range(0, x.Shape.Rank)];
        if (pads.Length != 2 * axes.Length)
        {
            throw new GraphException($"{pads.Length} pads for {axes.Length} axes");
        }

        for (var i = 0; i < axes.Length; i++)
        {
            x = Padded(x, axes[i], pads[i], pads[i + axes.Length], mode, filling);
        }

        return [x];
    }

    private static Value Padded(Value x, int axis, long before, long after, string mode, double filling)
    {
        var (cutBefore, cutAfter) = (Math.Max(0, -before), Math.Max(0, -after));
        x = cutBefore + cutAfter > 0 ? x.Slice(axis, cutBefore, x.Shape[axis].Size - cutAfter) : x;
        (before, after) = (Math.Max(0, before), Math.Max(0, after));
        if (before + after == 0)
        {
            return x;
        }

        if (mode != "constant")
        {
            var size = x.Shape[axis].Size;
            return x.Gather(axis, [.. Enumerable.Range(0, (int)(before + size + after)).Select(i => Source(i - before, size, mode))]);
        }

        var (begins, ends) = (new long[x.Shape.Rank], new long[x.Shape.Rank]);
        (begins[axis], ends[axis]) = (before, after);
        return filling == 0 ? x.Pad(begins, ends) : (x - filling).Pad(begins, ends) + filling;
    }

    /// <summary>The element that stands at a place, perhaps outside of the axis.</summary>
    private static long Source(long place, long size, string mode) => mode switch
    {
        "edge" => Math.Clamp(place, 0, size - 1),
        "reflect" when place > -size && place < (2 * size) - 1 => place < 0 ? -place : place < size ? place : (2 * (size - 1)) - place,
        "wrap" => ((place % size) + size) % size,
        _ => throw new GraphException($"mode {mode} is not read for an axis of {size}"),
    };
}
