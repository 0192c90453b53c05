using System.Runtime.InteropServices;
using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Graph.Protobuf;

namespace Gan.Onnx.Training.Ops;

/// <summary>
/// ONNX <c>Gather</c> (opset 13) with constant indices: y [d₀ … dₐ₋₁, K, dₐ₊₁ …] = the K slices of x [d₀ …] along one axis
/// that the indices name. Attribute: axis.
/// VJP: ∂x's slice i = the sum of gradOutput's slices that came from i, itself a Gather (with a slice of zeros where some
/// slice of x was taken less often than another) and a ReduceSum; none for the indices. Twice differentiable.
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
        if (inputs[1].Data is null || inputs[1].Type.Element != ElementType.Int64 || inputs[1].Shape.Rank != 1)
        {
            throw GraphException.Shape(this, $"indices '{inputs[1].Name}' {inputs[1].Type} are not a list of constants", "Make them with Integers");
        }

        var indices = Indices(inputs[1]);
        foreach (var index in indices)
        {
            if (index < 0 || index >= size)
            {
                throw GraphException.Shape(this, $"index {index} is outside axis {axis} of {x.Shape}", $"Use 0 to {size - 1}");
            }
        }

        return new TensorType(x.Type.Element, x.Shape.With(axis, indices.Length));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var shape = node.Inputs[0].Shape;
        var position = shape.Axis(axis);
        var indices = Indices(node.Inputs[1]);
        var takers = new List<long>[shape[position].Size];
        for (var source = 0; source < takers.Length; source++)
        {
            takers[source] = [];
        }

        for (var i = 0; i < indices.Length; i++)
        {
            takers[indices[i]].Add(i);
        }

        long zero = indices.Length;
        var most = Math.Max(1, takers.Max(list => list.Count));
        if (takers.Any(list => list.Count < most))
        {
            var zeros = gradOutput.Scalar(0).Expand(gradOutput.Shape.With(position, 1));
            gradOutput = new[] { gradOutput, zeros }.Concat(position);
        }

        var table = takers.SelectMany(list => list.Concat(Enumerable.Repeat(zero, most - list.Count))).ToArray();
        var gathered = gradOutput.Gather(position, table);
        if (most == 1)
        {
            return [gathered, null];
        }

        var grouped = new Shape([.. shape.Take(position), takers.Length, most, .. shape.Skip(position + 1)]);
        return [gathered.Reshape(grouped).ReduceSum([position + 1]), null];
    }

    private static ReadOnlySpan<long> Indices(Value indices) => MemoryMarshal.Cast<byte, long>(indices.Data);
}

/// <summary>Builds <c>Gather</c> nodes.</summary>
public static class GatherBuilder
{
    /// <summary>The slices of <paramref name="x"/> along <paramref name="axis"/> that <paramref name="indices"/> name.</summary>
    public static Value Gather(this Value x, int axis, ReadOnlySpan<long> indices) => x.Graph.Add(new Gather(axis), x, x.Graph.Integers(indices));
}
