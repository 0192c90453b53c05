

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Pad</c> (opset 13): zeros before and after each axis; pads are initializers.
/// VJP: ∂x = gradOutput without the border; none for the pads. Twice differentiable.
/// </summary>
/// <param name="begins">Zeros before each axis, 0 or more.</param>
/// <param name="ends">Zeros after each axis, 0 or more.</param>
public sealed class Pad(IReadOnlyList<long> begins, IReadOnlyList<long> ends) : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        var shape = inputs[0].Shape;
        if (begins.Count != shape.Rank || ends.Count != shape.Rank || begins.Concat(ends).Any(zeros => zeros < 0))
        {
            throw GraphException.Shape(
                this,
                $"pads {string.Join(", ", begins)} before and {string.Join(", ", ends)} after do not fit {shape}",
                "Give 0 or more for each axis");
        }

        var padded = shape;
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            if (begins[axis] + ends[axis] > 0)
            {
                padded = padded.With(
                    axis, begins[axis] + shape[Require.FixedAxis(this, inputs[0], axis, "Pad fixed axes")].Size + ends[axis]);
            }
        }

        return new TensorType(inputs[0].Type.Element, padded);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        for (var axis = 0; axis < begins.Count; axis++)
        {
            if (begins[axis] + ends[axis] > 0)
            {
                gradOutput = gradOutput.Slice(axis, begins[axis], gradOutput.Shape[axis].Size - ends[axis]);
            }
        }

        return [gradOutput, null];
    }
}

/// <summary>Builds <c>Pad</c> nodes.</summary>
public static class PadBuilder
{
    /// <summary>Zeros around <paramref name="x"/>: <paramref name="begins"/> before and <paramref name="ends"/> after each axis.</summary>
    public static Value Pad(this Value x, IReadOnlyList<long> begins, IReadOnlyList<long> ends) =>
        x.Graph.Add(new Pad(begins, ends), x, x.Graph.Integers([.. begins, .. ends]));
}
