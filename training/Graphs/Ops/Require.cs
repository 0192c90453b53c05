using System.Globalization;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>Conditions that shape rules share.</summary>
internal static class Require
{
    /// <summary>The operator has exactly this many inputs.</summary>
    public static void Inputs(Operator op, IReadOnlyList<Value> inputs, int count)
    {
        if (inputs.Count != count)
        {
            throw GraphException.InputCount(op, count.ToString(CultureInfo.InvariantCulture), inputs.Count);
        }
    }

    /// <summary>The axis exists; the answer counts it from the front.</summary>
    public static int Axis(Operator op, Shape shape, int axis)
    {
        if (axis >= -shape.Rank && axis < shape.Rank)
        {
            return shape.Axis(axis);
        }

        var fix = shape.Rank == 0 ? "A scalar has no axes" : $"Use {-shape.Rank} to {shape.Rank - 1}";
        throw GraphException.Shape(op, $"axis {axis} is outside {shape}", fix);
    }

    /// <summary>The axis exists and its size is known while the graph is built.</summary>
    public static int FixedAxis(Operator op, Value input, int axis, string fix)
    {
        var position = Axis(op, input.Shape, axis);
        return input.Shape[position].IsFixed
            ? position
            : throw GraphException.Shape(op, $"axis {axis} of '{input.Name}' {input.Shape} is not fixed", fix);
    }

    /// <summary>All inputs are of one floating-point type.</summary>
    public static void FloatingPoint(Operator op, IReadOnlyList<Value> inputs)
    {
        foreach (var input in inputs)
        {
            if (!input.Type.Element.IsFloatingPoint())
            {
                throw GraphException.ElementType(op, input, "Float or Double");
            }

            if (input.Type.Element != inputs[0].Type.Element)
            {
                throw GraphException.ElementType(op, input, inputs[0].Type.Element.ToString());
            }
        }
    }
}
