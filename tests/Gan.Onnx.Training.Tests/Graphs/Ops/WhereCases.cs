using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class WhereCases : OperatorCases
{
    public WhereCases()
    {
        Case("equal shapes", Choose, Any(2, 3).AwayFrom(0), Any(2, 3), Any(2, 3));
        Case("scalars", Choose, Any().AwayFrom(0), Any(), Any());
        Case("a condition for every row", Choose, Any(2, 1).AwayFrom(0), Any(2, 3), Any(2, 3));
        Case("a condition larger than the choices", Choose, Any(2, 3).AwayFrom(0), Any(3), Any(2, 1));
        Case("a scalar choice on the left", Choose, Any(2, 3).AwayFrom(0), Any(), Any(2, 3));
        Case("a scalar choice on the right", Choose, Any(2, 3).AwayFrom(0), Any(2, 3), Any());
        Case("the same tensor on both sides", x => x[0].Greater(0).Where(x[1], x[1]), Any(2, 3).AwayFrom(0), Any(2, 3));
        Case("a choice that also decides", x => x[0].Greater(0).Where(x[0] * x[0], x[0]), Any(2, 3).AwayFrom(0));

        Golden("equal shapes", Choose, Vector(10, 2, 30), Vector(1, -1, 1), Vector(10, 20, 30), Vector(1, 2, 3));

        Refuses("a condition of numbers", "Where: input 'c' is Float [2], expected Bool. Cast it first.",
            graph => graph.Input("c", Shape.Of(2)).Where(graph.Input("a", Shape.Of(2)), graph.Input("b", Shape.Of(2))));
        Refuses("choices of two types", "Where: input 'b' is Double [2], expected Float. Cast it first.",
            graph => Condition(graph, 2).Where(graph.Input("a", Shape.Of(2)), graph.Input("b", Shape.Of(2), ElementType.Double)));
        Refuses(
            "choices that do not fit",
            "Where: condition [2], 'a' [2] and 'b' [3] cannot be broadcast together. Make trailing dimensions equal or 1.",
            graph => Condition(graph, 2).Where(graph.Input("a", Shape.Of(2)), graph.Input("b", Shape.Of(3))));
        Refuses(
            "a condition that does not fit",
            "Where: condition [2], 'a' [3] and 'b' [3] cannot be broadcast together. Make trailing dimensions equal or 1.",
            graph => Condition(graph, 2).Where(graph.Input("a", Shape.Of(3)), graph.Input("b", Shape.Of(3))));
        Refuses("two inputs", "Where: expects 3 inputs, got 2.",
            graph => graph.Add(new Where(), Condition(graph, 2), graph.Input("a", Shape.Of(2))));
    }

    public override Type Operator => typeof(Where);

    private static Value Choose(IReadOnlyList<Value> x) => x[0].Greater(0).Where(x[1], x[2]);

    private static Value Condition(GraphBuilder graph, long size) => graph.Input("c", Shape.Of(size), ElementType.Bool);
}
