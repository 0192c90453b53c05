using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>What all operators of two broadcast tensors have in common.</summary>
public abstract class BroadcastOperatorCases<TOperator> : OperatorCases
    where TOperator : BroadcastOperator, new()
{
    /// <summary>Declares a case for every way of broadcasting.</summary>
    /// <param name="apply">The operator's builder.</param>
    /// <param name="left">Where the left input is sampled.</param>
    /// <param name="right">Where the right input is sampled.</param>
    protected BroadcastOperatorCases(Func<Value, Value, Value> apply, Func<Sample, Sample> left, Func<Sample, Sample> right)
    {
        Both("equal shapes", [2, 3], [2, 3]);
        Both("a row repeated on the right", [2, 3], [3]);
        Both("a row repeated on the left", [3], [2, 3]);
        Both("a column repeated", [2, 3], [2, 1]);
        Both("outer product of column and row", [2, 1], [1, 3]);
        Both("outer product of row and column", [1, 3], [2, 1]);
        Both("an inner axis repeated", [4, 1, 3], [2, 1]);
        Both("scalar on the right", [2, 3], []);
        Both("scalar on the left", [], [2, 3]);
        Both("two scalars", [], []);
        Both("one element against a scalar", [1, 1], []);
        Case("the same tensor on both sides", x => apply(x[0], x[0]), right(left(Any(2, 3))));

        var op = new TOperator().OpType;
        Refuses("shapes that do not fit", $"{op}: 'a' Float [2,3] and 'b' Float [2] cannot be broadcast together: "
            + "types must be equal, and trailing dimensions equal or 1.",
            graph => apply(graph.Input("a", Shape.Of(2, 3)), graph.Input("b", Shape.Of(2))));
        Refuses("two element types", $"{op}: input 'b' is Double [2], expected Float. Cast it first.",
            graph => apply(graph.Input("a", Shape.Of(2)), graph.Input("b", Shape.Of(2), ElementType.Double)));
        Refuses("integers", $"{op}: input 'a' is Int64 [2], expected Float or Double. Cast it first.",
            graph => apply(graph.Input("a", Shape.Of(2), ElementType.Int64), graph.Input("b", Shape.Of(2))));
        Refuses("one input", $"{op}: expects 2 inputs, got 1.",
            graph => graph.Add(new TOperator(), graph.Input("a", Shape.Of(2))));

        void Both(string name, long[] a, long[] b) => Case(name, x => apply(x[0], x[1]), left(Any(a)), right(Any(b)));
    }

    /// <inheritdoc/>
    public override Type Operator => typeof(TOperator);
}
