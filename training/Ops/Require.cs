using System.Globalization;
using Gan.Onnx.Training.Graph;

namespace Gan.Onnx.Training.Ops;

/// <summary>Conditions that shape rules share.</summary>
internal static class Require
{
    /// <summary>The operator has exactly this many inputs.</summary>
    public static void Inputs(Operator op, IReadOnlyList<Value> inputs, int count)
    {
        if (inputs.Count != count)
        {
            throw GraphException.InputCount(op, op.OpType, count.ToString(CultureInfo.InvariantCulture), inputs.Count);
        }
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
