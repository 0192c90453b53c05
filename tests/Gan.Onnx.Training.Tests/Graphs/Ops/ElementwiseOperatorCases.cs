using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>What all operators of one tensor have in common.</summary>
public abstract class ElementwiseOperatorCases<TOperator> : OperatorCases
    where TOperator : ElementwiseOperator
{
    /// <summary>Declares a case for every rank.</summary>
    /// <param name="apply">The operator's builder.</param>
    /// <param name="domain">Where the input is sampled.</param>
    /// <param name="element">Single precision where the kernel has no other.</param>
    protected ElementwiseOperatorCases(Func<Value, Value> apply, Func<Sample, Sample> domain, ElementType element = ElementType.Double)
    {
        Shaped("a scalar");
        Shaped("a vector", 5);
        Shaped("a matrix", 2, 3);
        Shaped("four axes", 2, 1, 3, 2);

        var probe = apply(new GraphBuilder("probe").Input("x", Shape.Scalar)).Producer!.Operator;
        Refuses("integers", $"{probe.OpType}: input 'x' is Int64 [2], expected Float or Double. Cast it first.",
            graph => apply(graph.Input("x", Shape.Of(2), ElementType.Int64)));
        Refuses("two inputs", $"{probe.OpType}: expects 1 inputs, got 2.",
            graph => graph.Add(probe, graph.Input("x", Shape.Of(2)), graph.Input("y", Shape.Of(2))));

        void Shaped(string name, params long[] sizes)
        {
            if (element == ElementType.Float)
            {
                FloatCase(name, x => apply(x[0]), domain(Any(sizes)));
            }
            else
            {
                Case(name, x => apply(x[0]), domain(Any(sizes)));
            }
        }
    }

    /// <inheritdoc/>
    public override Type Operator => typeof(TOperator);
}
