
namespace Gan.Onnx.Graphs.Ops;

/// <summary>Shape arithmetic of the operators that reduce over axes.</summary>
internal static class Reduction
{
    /// <summary>The shape that is left.</summary>
    public static Shape Shape(Operator op, Shape shape, IReadOnlyList<int> axes, bool keepDims)
    {
        if (axes.Count == 0)
        {
            throw GraphException.Shape(op, "no axes are given, which ONNX reads as all of them", "Name the axes");
        }

        var reduced = axes.Select(axis => Require.Axis(op, shape, axis)).ToHashSet();
        if (reduced.Count < axes.Count)
        {
            throw GraphException.Shape(op, $"axes {string.Join(", ", axes)} name an axis of {shape} twice", "Name each axis once");
        }

        return keepDims ? Kept(shape, reduced) : new Shape(shape.Where((_, axis) => !reduced.Contains(axis)));
    }

    /// <summary>The adjoint: a reduced tensor repeated back to the full shape.</summary>
    public static Value Repeat(Value reduced, Shape full, IReadOnlyList<int> axes) =>
        (reduced.Shape.Rank == 0 ? reduced : reduced.Reshape(Kept(full, [.. axes.Select(full.Axis)]))).Expand(full);

    private static Shape Kept(Shape shape, HashSet<int> reduced) => new(shape.Select((d, axis) => reduced.Contains(axis) ? 1 : d));
}
