using System.Runtime.InteropServices;
using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Gather</c> (opset 13): y [d₀ … dₐ₋₁, k…, dₐ₊₁ …] = the slices of x [d₀ …], of any type, along axis a that the indices
/// [k…], Int64 of any shape, name. Attribute: axis.
/// VJP: ∂x's slice i = the sum of gradOutput's slices that came from i. For constants as indices it is itself a Gather (with a slice of
/// zeros where some slice of x was taken less often than another) and a ReduceSum; for indices known only when the graph runs a MatMul
/// with their rows of a OneHot, where x has no free axis. None for the indices. Twice differentiable.
/// </summary>
public sealed class Gather(int axis) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes => [Attribute("axis", axis)];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        var (x, size) = (inputs[0], inputs[0].Shape[Require.FixedAxis(this, inputs[0], axis, "Gather along a fixed axis")].Size);
        if (inputs[1].Type.Element != ElementType.Int64)
        {
            throw GraphException.ElementType(this, inputs[1], nameof(ElementType.Int64));
        }

        foreach (var index in Indices(inputs[1]))
        {
            if (index < 0 || index >= size)
            {
                throw GraphException.Shape(this, $"index {index} is outside axis {axis} of {x.Shape}", $"Use 0 to {size - 1}");
            }
        }

        var position = x.Shape.Axis(axis);
        return new TensorType(x.Type.Element, new Shape([.. x.Shape.Take(position), .. inputs[1].Shape, .. x.Shape.Skip(position + 1)]));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var (shape, indices) = (node.Inputs[0].Shape, node.Inputs[1]);
        var position = shape.Axis(axis);
        if (indices.Data is null && !shape.IsFixed)
        {
            throw GraphException.Shape(
                this,
                $"no gradient for '{node.Inputs[0].Name}' {shape}, which has a free axis, through indices '{indices.Name}' {indices.Type}",
                "Fix the axis, or Detach the result");
        }

        if (indices.Shape.Rank != 1)
        {
            var front = new Shape(shape.Take(position));
            gradOutput = gradOutput.Reshape(new Shape([.. front, Listed(indices.Shape), .. shape.Skip(position + 1)]));
        }

        return
        [
            indices.Data is null ? FromRows(gradOutput, shape, position, indices) : FromTable(gradOutput, shape, position, indices),
            null,
        ];
    }

    /// <summary>Indices that are constants: each slice of x collects its takers, which are known.</summary>
    private static Value FromTable(Value gradOutput, Shape shape, int position, Value indices)
    {
        var takers = new IndexTable([.. Indices(indices)], Width: 1, shape[position].Size).Inverse();
        if (takers.NeedsZero)
        {
            gradOutput = WithZeros(gradOutput, position);
        }

        var gathered = gradOutput.Gather(position, takers.Indices);
        if (takers.Width == 1)
        {
            return gathered;
        }

        var grouped = new Shape([.. shape.Take(position), shape[position], takers.Width, .. shape.Skip(position + 1)]);
        return gathered.Reshape(grouped).ReduceSum([position + 1]);
    }

    /// <summary>Indices known only when the graph runs: a row that is 1 at the index for each, turned round, times their slices.</summary>
    private static Value FromRows(Value gradOutput, Shape shape, int position, Value indices)
    {
        var list = indices.Shape.Rank == 1 ? indices : indices.Reshape(new Shape(Listed(indices.Shape)));
        var rows = list.OneHot((int)shape[position].Size);
        rows = gradOutput.Type.Element == ElementType.Float ? rows : rows.Cast(gradOutput.Type.Element);
        var slice = new Shape([.. shape.Take(position), .. shape.Skip(position + 1)]);
        int[] back = [.. Enumerable.Range(1, position), 0, .. Enumerable.Range(position + 1, shape.Rank - position - 1)];
        int[] front = [position, .. Enumerable.Range(0, shape.Rank).Where(other => other != position)];
        var taken = (position == 0 ? gradOutput : gradOutput.Transpose(front)).Reshape(new Shape(rows.Shape[0], slice.ElementCount));
        var collected = rows.Transpose(1, 0).MatMul(taken).Reshape(new Shape([shape[position], .. slice]));
        return position == 0 ? collected : collected.Transpose(back);
    }

    /// <summary>How long indices of any shape are as a list; a free axis among axes of size 1 stays free.</summary>
    private static Dimension Listed(Shape indices) => indices.Where(d => d != 1L).ToArray() is [{ IsFixed: false } free]
        ? free
        : new Dimension(indices.ElementCount);

    /// <summary>A slice of zeros behind the last; zeros beside a free axis only a Pad can make.</summary>
    private static Value WithZeros(Value x, int axis)
    {
        var slice = x.Shape.With(axis, 1);
        if (slice.IsFixed)
        {
            return new[] { x, x.Scalar(0).Expand(slice) }.Concat(axis);
        }

        var (begins, ends) = (new long[slice.Rank], new long[slice.Rank]);
        ends[axis] = 1;
        return x.Pad(begins, ends);
    }

    private static ReadOnlySpan<long> Indices(Value indices) => MemoryMarshal.Cast<byte, long>(indices.Data);
}

/// <summary>Builds <c>Gather</c> nodes.</summary>
public static class GatherBuilder
{
    /// <summary>The slices of <paramref name="x"/> along <paramref name="axis"/> that <paramref name="indices"/> name.</summary>
    public static Value Gather(this Value x, int axis, ReadOnlySpan<long> indices) => x.Gather(axis, x.Graph.Integers(indices));

    /// <summary>
    /// The slices of <paramref name="x"/> along <paramref name="axis"/> that <paramref name="indices"/>, Int64 of any shape, name.
    /// </summary>
    public static Value Gather(this Value x, int axis, Value indices) => x.Graph.Add(new Gather(axis), x, indices);
}

/// <summary>Reads <c>Gather</c> nodes.</summary>
public sealed class GatherReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node)
    {
        var (x, indices) = (node.Known(0), node.Known(1));
        if (x.Type.Shape.Rank != 1 || !indices.IsFixed)
        {
            return null;
        }

        var size = x.Numbers.Count;
        int[] places = [.. indices.Numbers.Select(index => (int)(index < 0 ? index + size : index))];
        _ = node.Int("axis", 0);
        return Array.TrueForAll(places, place => place >= 0 && place < size)
            ? x.Take(indices.Type.Shape.Sizes, places)
            : throw new GraphException($"an index is outside {x.Type.Shape}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (x, axis) = (node.Value(0), (int)node.Int("axis", 0));
        if (node.Type(1).Shape.Rank == 1 && node.IsKnownInput(1) && x.Shape[x.Shape.Axis(axis)].IsFixed)
        {
            // Negative indices count from the end.
            var size = x.Shape[x.Shape.Axis(axis)].Size;
            return [x.Gather(axis, [.. node.Integers(1).Select(index => index < 0 ? index + size : index)])];
        }

        if (node.Type(1).Shape.Rank == 0 && node.IsKnownInput(1))
        {
            var (index, position) = (node.Integers(1)[0], x.Shape.Axis(axis));
            index = index < 0 ? index + x.Shape[position].Size : index;
            return [x.Slice(position, index, index + 1).Reshape(new Shape(x.Shape.Where((_, other) => other != position)))];
        }

        return [x.Gather(axis, node.Value(1))];
    }
}
