using Gan.Onnx.Graphs.Reading;


namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Reshape</c> (opset 14): the same elements under another shape. The first axis may be symbolic on both sides; it is then kept.
/// VJP: ∂x = gradOutput reshaped back. Twice differentiable.
/// </summary>
public sealed class Reshape(Shape target) : Operator
{
    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 2);
        var shape = inputs[0].Shape;
        if (target.Skip(1).Any(d => !d.IsFixed))
        {
            throw GraphException.Shape(this, $"{target} has a symbolic axis that is not the first", "Use fixed sizes");
        }

        var (from, to) = (SymbolOf(shape), SymbolOf(target));
        if (from != to)
        {
            throw GraphException.Shape(
                this,
                $"{shape} begins with {shape.FirstOrDefault(1)}, {target} with {target.FirstOrDefault(1)}",
                "Keep a symbolic first axis");
        }

        return Known(shape) == Known(target)
            ? new TensorType(inputs[0].Type.Element, target)
            : throw GraphException.Shape(
                this,
                $"{shape} has {Known(shape)} elements{(from is null ? "" : " an item")}, {target} has {Known(target)}",
                "Make the two equal");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [gradOutput.Reshape(node.Inputs[0].Shape), null];

    private static long Known(Shape shape) => shape.Where(d => d.IsFixed).Aggregate(1L, (product, d) => product * d.Size);

    private static string? SymbolOf(Shape shape) => shape.Count > 0 ? shape[0].Symbol : null;
}

/// <summary>Builds <c>Reshape</c> nodes.</summary>
public static class ReshapeBuilder
{
    /// <summary>The same elements under the shape <paramref name="target"/>.</summary>
    public static Value Reshape(this Value x, Shape target)
    {
        // In the operator's shape input 0 stands for "as in x", which is how a symbolic axis is kept.
        var sizes = target.Select(d => d.IsFixed ? d.Size : 0).ToArray();
        return x.Graph.Add(new Reshape(target), x, x.Graph.Integers(sizes));
    }
}

/// <summary>Reads <c>Reshape</c> nodes: 0 keeps an axis, -1 takes what is left. A batch that the file fixed follows that of x.</summary>
public sealed class ReshapeReader : OperatorReader
{
    /// <inheritdoc/>
    public override KnownTensor? Fold(ReadNode node) =>
        node.Type(0).Shape is { IsFixed: true } shape ? node.Known(0).Under(Target(node, shape).Sizes) : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node)
    {
        var x = node.Value(0);
        var target = Target(node, x.Shape);
        return [x.Shape.Equals(target) ? x : x.Reshape(target)];
    }

    private static Shape Target(ReadNode node, Shape from)
    {
        var (given, keeps) = (node.Known(1), !node.Flag("allowzero"));
        var axes = new Dimension?[given.Numbers.Count];
        for (var axis = 0; axis < axes.Length; axis++)
        {
            axes[axis] = given.Symbol(axis) is { } symbol ? new Dimension(symbol)
                : given.Numbers[axis] == 0 && keeps && axis < from.Rank ? from[axis]
                : given.Numbers[axis] == -1 ? null : new Dimension((long)given.Numbers[axis]);
        }

        return ReshapeTarget.Complete(from, node.Rebatched(axes, from));
    }
}
