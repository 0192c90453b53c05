using Gan.Onnx.Graphs.Reading;

namespace Gan.Onnx.Graphs.Ops;

/// <summary>
/// ONNX <c>Shape</c> (opset 15): x's shape when the graph runs, Int64 [rank]. Carries no gradient.
/// </summary>
public sealed class ShapeOf : Operator
{
    /// <inheritdoc/>
    public override string OpType => "Shape";

    /// <inheritdoc/>
    public override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public override TensorType Infer(IReadOnlyList<Value> inputs)
    {
        Require.Inputs(this, inputs, 1);
        return new TensorType(ElementType.Int64, Shape.Of(inputs[0].Shape.Rank));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Gradient(Node node, Value gradOutput) => [null];
}

/// <summary>Builds <c>Shape</c> nodes.</summary>
public static class ShapeOfBuilder
{
    /// <summary>The shape that <paramref name="x"/> has when the graph runs; one that is fixed is known while it is built.</summary>
    public static Value ShapeOf(this Value x) => x.Graph.Add(new ShapeOf(), x);
}

/// <summary>Reads <c>Shape</c> nodes: a shape is known while the graph is built, a free axis by its name.</summary>
public sealed class ShapeReader : OperatorReader
{
    /// <inheritdoc/>
    public override bool LooksAtShapesOnly => true;

    /// <inheritdoc/>
    public override KnownTensor Fold(ReadNode node)
    {
        var shape = node.Type(0).Shape;
        var (start, end) = (Bound(node.Int("start", 0)), Bound(node.Int("end", shape.Rank)));
        return KnownTensor.Of([.. shape.Skip(start).Take(Math.Max(0, end - start))]);

        int Bound(long axis) => (int)Math.Clamp(axis < 0 ? axis + shape.Rank : axis, 0, shape.Rank);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Read(ReadNode node) => [((Operand)Fold(node)).In(node.Graph)];
}
