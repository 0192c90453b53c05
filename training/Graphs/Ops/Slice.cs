using Gan.Onnx.Graphs.Reading;


namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Slice</c> (opset 13): the elements start … end−1 of one axis or of several; starts, ends and axes are initializers.
/// VJP: ∂x = gradOutput between zeros; none for the bounds. Twice differentiable.
/// </summary>
public sealed class Slice(IReadOnlyList<(int Axis, long Start, long End)> ranges) : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 4);
        var shape = inputs[0].Shape;
        foreach (var (axis, start, end) in ranges)
        {
            var size = inputs[0].Shape[Require.FixedAxis(this, inputs[0], axis, "Slice a fixed axis")].Size;
            shape = start >= 0 && start < end && end <= size
                ? shape.With(axis, end - start)
                : throw GraphException.Shape(
                    this, $"[{start}, {end}) is outside axis {axis} of {inputs[0].Shape}", $"Use 0 ≤ start < end ≤ {size}");
        }

        return new TensorType(inputs[0].Type.Element, shape);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var shape = node.Inputs[0].Shape;
        var (begins, ends) = (new long[shape.Rank], new long[shape.Rank]);
        foreach (var (axis, start, end) in ranges)
        {
            var position = shape.Axis(axis);
            (begins[position], ends[position]) = (start, shape[position].Size - end);
        }

        return [begins.Concat(ends).All(zeros => zeros == 0) ? gradOutput : gradOutput.Pad(begins, ends), null, null, null];
    }
}

/// <summary>Builds <c>Slice</c> nodes.</summary>
public static class SliceBuilder
{
    /// <summary>The elements <paramref name="start"/> … <paramref name="end"/>−1 along <paramref name="axis"/>.</summary>
    public static Value Slice(this Value x, int axis, long start, long end) => x.Slice((axis, start, end));

    /// <summary>The elements start … end−1 along each of some axes.</summary>
    public static Value Slice(this Value x, params (int Axis, long Start, long End)[] ranges)
    {
        var graph = x.Graph;
        return graph.Add(
            new Slice(ranges),
            x,
            graph.Integers([.. ranges.Select(range => range.Start)]),
            graph.Integers([.. ranges.Select(range => range.End)]),
            graph.Integers([.. ranges.Select(range => (long)range.Axis)]));
    }
}

/// <summary>
/// Reads <c>Slice</c> nodes: bounds are attributes before opset 10, inputs since then. Steps other than 1 become a Gather.
/// </summary>
public sealed class SliceReader : OperatorReader
{
    private const int BoundsAreInputs = 10;

    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node)
    {
        var x = node.Known(0);
        IReadOnlyList<long>[] places = [.. x.Type.Shape.Select((d, axis) => SliceRange.Of(new SliceRange(axis, 0, d.Size, 1), d.Size))];
        foreach (var range in Ranges(node, x.Type.Shape))
        {
            places[range.Axis] = SliceRange.Of(range, x.Type.Shape[range.Axis].Size);
        }

        return x.Pick(places);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        foreach (var range in Ranges(node, x.Shape))
        {
            if (range is { Start: 0, End: > int.MaxValue, Step: 1 })
            {
                continue;
            }

            var places = SliceRange.Of(range, x.Shape[range.Axis].Size);
            x = places.Count == 0 ? throw new GraphException($"nothing is left of axis {range.Axis} of {x.Shape}")
                : range.Step != 1 ? x.Gather(range.Axis, [.. places])
                : places.Count == x.Shape[range.Axis].Size ? x : x.Slice(range.Axis, places[0], places[^1] + 1);
        }

        return [x];
    }

    private static IEnumerable<SliceRange> Ranges(ReadNode node, Shape x)
    {
        var starts = node.Integers("starts", 1, BoundsAreInputs) ?? [];
        var ends = node.Integers("ends", 2, BoundsAreInputs) ?? [];
        var axes = node.Integers("axes", 3, BoundsAreInputs) ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        var steps = node.Has(4) ? node.Integers(4) : [.. Enumerable.Repeat(1L, starts.Length)];
        return starts.Length == ends.Length && axes.Length == starts.Length && steps.Length == starts.Length
            ? starts.Select((start, i) => new SliceRange(x.Axis((int)axes[i]), start, ends[i], steps[i]))
            : throw new GraphException("starts, ends, axes and steps differ in length");
    }
}

/// <summary>What is taken of one axis, in ONNX's words: negative bounds count from the end, and what lies outside is cut.</summary>
internal sealed record SliceRange(int Axis, long Start, long End, long Step)
{
    /// <summary>The places that are taken of an axis.</summary>
    /// <exception cref="GraphException">The step is 0.</exception>
    public static IReadOnlyList<long> Of(SliceRange range, long size)
    {
        var (forwards, places) = (range.Step > 0, new List<long>());
        if (range.Step == 0)
        {
            throw new GraphException("a step is 0");
        }

        var (least, most) = forwards ? (0L, size) : (-1L, size - 1);
        var start = Math.Clamp(range.Start < 0 ? range.Start + size : range.Start, forwards ? 0 : -1, most);
        var end = Math.Clamp(range.End < 0 ? Math.Max(range.End + size, -1) : range.End, least, most);
        for (var place = start; forwards ? place < end : place > end; place += range.Step)
        {
            places.Add(place);
        }

        return places;
    }
}
