using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Pow</c> (opset 15): y = aᵇ, with NumPy broadcasting of any two shapes; a negative a needs whole exponents.
/// VJP: ∂a = gradOutput · b · aᵇ⁻¹, ∂b = gradOutput · y · ln a (for a > 0), each summed over broadcast axes. Twice differentiable.
/// </summary>
public sealed class Pow : BroadcastOperator
{
    /// <inheritdoc/>
    public override IEnumerable<Value?> Gradient(Node node, Value gradOutput)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        yield return gradOutput * (b * a.Pow(b - 1));
        yield return gradOutput * (node.Output * a.Log());
    }
}

/// <summary>Builds <c>Pow</c> nodes.</summary>
public static class PowBuilder
{
    /// <summary>Element-wise aᵇ.</summary>
    public static Value Pow(this Value a, Value b) => a.Graph.Add(new Pow(), a, b);

    /// <summary>Element-wise a to a constant.</summary>
    public static Value Pow(this Value a, double exponent) => a.Pow(a.Scalar(exponent));
}

/// <summary>Reads <c>Pow</c> nodes; a square becomes a product, which has second derivatives at 0.</summary>
public sealed class PowReader() : BroadcastReader(Build, Math.Pow)
{
    private static Value Build(Value a, Value b)
    {
        if (b.Data is null || b.Shape.ElementCount != 1 || b.Shape.Rank > a.Shape.Rank)
        {
            return a.Pow(b.Type.Element == a.Type.Element ? b : b.Cast(a.Type.Element));
        }

        var exponent = StoredTensor.Decode(b.Type, b.Data).Numbers[0];
        return exponent switch
        {
            1 => a,
            2 => a * a,
            _ => a.Pow(exponent),
        };
    }
}
