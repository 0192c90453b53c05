using CsCheck;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Autodiff;

public class UnbroadcastTests
{
    /// <summary>Each case is a session of its own.</summary>
    private const int FewRuns = 40;

    /// <summary>⟨expand(x), y⟩ = ⟨x, unbroadcast(y)⟩, exactly, on small integers.</summary>
    [Fact]
    public void Is_the_adjoint_of_broadcasting() => BroadcastShapes.Pairs.Sample(iter: FewRuns, assert: pair =>
    {
        var graph = new GraphBuilder("adjoint");
        var x = graph.Input("x", pair.Narrow, ElementType.Double);
        var y = graph.Input("y", pair.Wide, ElementType.Double);
        graph.Output("wide", (x.Expand(pair.Wide) * y).ReduceSum());
        graph.Output("narrow", (x * Unbroadcast.To(y, pair.Narrow)).ReduceSum());
        var random = new Random(pair.Wide.GetHashCode());

        var sums = GraphRun.Once(graph, Integers(pair.Narrow.ElementCount), Integers(pair.Wide.ElementCount));

        Assert.Equal(sums[0].Elements, sums[1].Elements);

        double[] Integers(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (double)random.Next(-9, 10))];
    });

    [Fact]
    public void Tensor_of_the_target_shape_is_passed_on_as_it_is()
    {
        var x = new GraphBuilder("test").Input("x", Shape.Of(2, 3));

        Assert.Same(x, Unbroadcast.To(x, Shape.Of(2, 3)));
    }
}
