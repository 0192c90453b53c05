using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public class SlopeTests
{
    [Theory]
    [InlineData(ElementType.Float)]
    [InlineData(ElementType.Double)]
    public void Rectifier_s_gradient_is_a_step_however_near_the_kink(ElementType element) =>
        Assert.Equal([1, 1, 1, 0, 0, 0, 0], Gradient(element, x => x.Relu()));

    [Fact]
    public void Leaky_rectifier_s_gradient_is_a_step_however_near_the_kink() =>
        Assert.Equal([1, 1, 1, 0.25, 0.25, 0.25, 0.25], Gradient(ElementType.Float, x => x.LeakyRelu(0.25)));

    private static double[] Gradient(ElementType element, Func<Value, Value> rectify)
    {
        double[] at = [1e-4, 1e-30, 1, 0, -1e-30, -1e-4, -1];
        var graph = new GraphBuilder("kink");
        var x = graph.Input("x", Shape.Of(at.Length), element);
        graph.Output("gradient", Gradients.Of(rectify(x).ReduceSum(), [x])[0]);
        return GraphRun.Once(graph, at)[0].Elements;
    }
}
