using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs;

public class TensorNameTests
{
    [Fact]
    public void Names_follow_from_roles()
    {
        Assert.Equal("gradient/generator.0.weight", $"{TensorName.Gradient("generator.0.weight")}");
        Assert.Equal("new/generator.0.weight.exp_avg", $"{TensorName.New(TensorName.State("generator.0.weight", "exp_avg"))}");
        Assert.Equal("mask/generator.2", $"{TensorName.Mask(null, "generator.2")}");
        Assert.Equal("mask/fake/discriminator.2", $"{TensorName.Mask("fake", "discriminator.2")}");
    }

    [Fact]
    public void Graph_knows_new_values_by_role_and_not_by_name()
    {
        var graph = new GraphBuilder("test");
        var x = graph.Input("x", Shape.Of(2));
        graph.Output(TensorName.New("x"), x * 2);
        graph.Output(TensorName.Gradient("x"), x * 3);
        graph.Output("new/y", x * 4);

        Assert.Equal(["x", null, null], graph.Outputs.Select(output => graph.Renewed(output.Name)));
    }
}
