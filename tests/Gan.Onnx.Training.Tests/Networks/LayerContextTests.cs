using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks;

namespace Gan.Onnx.Training.Tests.Networks;

public class LayerContextTests
{
    private readonly GraphBuilder _graph = new("test");

    [Fact]
    public void Inner_layer_s_context_differs_in_one_parameter_alone()
    {
        var (weight, bias) = (_graph.Input("net.0.weight", Shape.Of(2)), _graph.Input("net.0.bias", Shape.Of(2)));
        var labels = _graph.Input("labels", Shape.Of(1, 3));
        var parameters = new Dictionary<string, Value> { ["net.0.weight"] = weight, ["net.0.bias"] = bias };
        var pass = new ForwardPass(_graph, parameters, PassMode.Measuring) { Trained = "net", Labels = labels }.Named("real");
        var halved = weight * 0.5;

        var inner = new LayerContext(pass, "net.0").With("weight", halved);
        inner.DropoutMask(Shape.Of(2), 0.3);
        inner.Carry("u", halved);
        inner.Measure("mean", bias);

        Assert.Same(halved, inner.Parameter("weight"));
        Assert.Same(bias, inner.Parameter("bias"));
        Assert.Same(weight, pass.Parameters["net.0.weight"]);
        Assert.Same(labels, inner.Labels(3));
        Assert.True(inner.IsTrained);
        Assert.Equal((PassMode.Measuring, "net.0"), (inner.Mode, inner.Path));
        Assert.Same(pass.Lowering, inner.Lowering);
        Assert.Equal("mask/real/net.0", Assert.Single(pass.Masks).Name);
        Assert.Same(halved, pass.Carried["net.0.u"]);
        Assert.Equal([("net.0.mean", bias)], pass.Measured);
    }

    [Fact]
    public void Passes_through_one_graph_share_what_the_lowering_remembers_and_other_graphs_do_not()
    {
        var (pass, other) = (Pass(_graph), Pass(new GraphBuilder("other")));

        Assert.Same(pass.Lowering, pass.Named("real").Lowering);
        Assert.NotSame(pass.Lowering, other.Lowering);

        static ForwardPass Pass(GraphBuilder graph) => new(graph, new Dictionary<string, Value>(), PassMode.Training);
    }
}
