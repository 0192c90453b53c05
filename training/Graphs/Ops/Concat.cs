using Gan.Onnx.Graphs.Protobuf;
using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Concat</c> (opset 13): tensors that agree in all other axes, joined along one. Attribute: axis.
/// VJP: each input's gradient is its slice of gradOutput. Twice differentiable.
/// </summary>
public sealed class Concat(int axis) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<AttributeProto> Attributes => [Attribute("axis", axis)];

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        if (inputs.Count == 0)
        {
            throw GraphException.InputCount(this, "1 or more", 0);
        }

        Require.FloatingPoint(this, inputs);
        var first = inputs[0].Shape;
        long size = 0;
        foreach (var input in inputs)
        {
            var position = Require.FixedAxis(this, input, axis, "Join along a fixed axis");
            if (input.Shape.Rank != first.Rank || !input.Shape.With(position, 1).Equals(first.With(position, 1)))
            {
                throw GraphException.Shape(
                    this, $"'{input.Name}' is {input.Shape}, the first input {first}", $"Make all axes but {axis} equal");
            }

            size += input.Shape[position].Size;
        }

        return new TensorType(inputs[0].Type.Element, first.With(axis, size));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput)
    {
        var position = node.Output.Shape.Axis(axis);
        var gradients = new List<Value?>();
        long start = 0;
        foreach (var input in node.Inputs)
        {
            var end = start + input.Shape[position].Size;
            gradients.Add(gradOutput.Slice(position, start, end));
            start = end;
        }

        return gradients;
    }
}

/// <summary>Builds <c>Concat</c> nodes.</summary>
public static class ConcatBuilder
{
    /// <summary>The tensors joined along <paramref name="axis"/>.</summary>
    public static Value Concat(this IReadOnlyList<Value> values, int axis) => values[0].Graph.Add(new Concat(axis), values);
}

/// <summary>Reads <c>Concat</c> nodes.</summary>
public sealed class ConcatReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node)
    {
        KnownTensor[] parts = [.. Enumerable.Range(0, node.InputCount).Select(node.Known)];
        if (node.Int("axis", 0) is not (0 or -1) || parts.Any(part => part.Type.Shape.Rank != 1))
        {
            return null;
        }

        var symbols = parts.SelectMany(part => Enumerable.Range(0, part.Numbers.Count).Select(part.Symbol)).ToArray();
        return new KnownTensor(parts[0].Type.Element, [symbols.Length], [.. parts.SelectMany(part => part.Numbers)], symbols);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var (values, axis) = (node.Values(), node.Int("axis", 1));
        return [values.Count == 1 ? values[0] : values.Concat((int)axis)];
    }
}
