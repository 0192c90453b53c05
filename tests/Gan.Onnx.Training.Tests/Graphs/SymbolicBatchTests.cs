using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Protobuf;

namespace Gan.Onnx.Training.Tests.Graphs;

public class SymbolicBatchTests
{
    [Fact]
    public void Symbolic_axes_are_written_by_name()
    {
        var graph = new GraphBuilder("test");
        graph.Output("y", graph.Input("x", new Shape(new Dimension("N"), 3)).Tanh());

        var written = ModelProto.Parser.ParseFrom(ModelWriter.Write(graph)).Graph;
        foreach (var info in new[] { written.Input[0], written.Output[0] })
        {
            Assert.Equal(["N", ""], info.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimParam));
            Assert.Equal(3, info.Type.TensorType.Shape.Dim[1].DimValue);
        }
    }

    [Fact]
    public void Symbolic_batch_runs_at_any_size()
    {
        var graph = new GraphBuilder("test");
        var batch = new Dimension("N");
        var x = graph.Input("x", new Shape(batch, 2));
        var images = x
            .Gemm(graph.Initializer<float>("w", Shape.Of(2, 4), [1, 0, 1, 0, 0, 1, 0, 1]))
            .Clip(0, 5)
            .Reshape(new Shape(batch, 1, 2, 2));
        graph.Output("images", images);

        Assert.Equal(new Shape(batch, 1, 2, 2), images.Shape);
        using var run = new GraphRun(graph);
        Assert.Equal([1, 2, 1, 2], run.Execute([1, 2])[0].Elements);
        var three = run.Execute([1, 2, 3, 4, -5, 6])[0];
        Assert.Equal(Shape.Of(3, 1, 2, 2), three.Shape);
        Assert.Equal([0, 5, 0, 5], three.Elements[8..]);
    }

    [Fact]
    public void Gradients_over_fixed_axes_leave_the_batch_free()
    {
        var graph = new GraphBuilder("test");
        var batch = new Dimension("N");
        var x = graph.Input("x", new Shape(batch, 2));
        var arriving = graph.Input("arriving", new Shape(batch));
        var norm = (x * x).ReduceSum([1], keepDims: true).Sqrt();
        graph.Output("gradient", Gradients.Of((x / norm * x).ReduceMean([1]), [x], arriving)[0]);

        // The root is |x| / 2, its gradient x / (2 |x|).
        using var run = new GraphRun(graph);
        Assert.Equal([0.3, 0.4], Rounded(run.Execute([3, 4], [1])[0]));
        Assert.Equal([0.3, 0.4, 0, -1], Rounded(run.Execute([3, 4, 0, -5], [1, 2])[0]));

        static double[] Rounded(Tensor tensor) => Array.ConvertAll(tensor.Elements, element => Math.Round(element, 5));
    }

    [Fact]
    public void Gradient_of_a_mirrored_border_leaves_the_batch_free()
    {
        var graph = new GraphBuilder("test");
        var batch = new Dimension("N");
        var x = graph.Input("x", new Shape(batch, 3));
        var arriving = graph.Input("arriving", new Shape(batch, 4));
        graph.Output("gradient", Gradients.Of(x.Gather(1, [1, 0, 1, 2]), [x], arriving)[0]);

        Assert.Equal([2, 4, 4, 20, 40, 40], GraphRun.Once(graph, [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 10, 20, 30, 40])[0].Elements);
    }
}
