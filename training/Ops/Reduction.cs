using Gan.Onnx.Training.Graph;

namespace Gan.Onnx.Training.Ops;

/// <summary>Shape arithmetic of the operators that reduce over axes.</summary>
internal static class Reduction
{
    /// <summary>The shape that is left.</summary>
    public static Shape Shape(Shape shape, IReadOnlyList<int> axes, bool keepDims)
    {
        var reduced = axes.Select(shape.Axis).ToHashSet();
        return keepDims
            ? new Shape(shape.Select((d, axis) => reduced.Contains(axis) ? 1 : d))
            : new Shape(shape.Where((_, axis) => !reduced.Contains(axis)));
    }

    /// <summary>The adjoint: a reduced tensor repeated back to the full shape.</summary>
    public static Value Repeat(Value reduced, Shape full, IReadOnlyList<int> axes) =>
        (reduced.Shape.Rank == 0 ? reduced : reduced.Reshape(Shape(full, axes, keepDims: true))).Expand(full);
}
