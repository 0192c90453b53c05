using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>
/// Conv and ConvTranspose are linear in each operand, so that ⟨y, f(x, w)⟩ = ⟨x, ∂x⟩ = ⟨w, ∂w⟩ = ⟨y, ∂y⟩ for the gradients of the first.
/// On small integers single precision is exact: one number that is paired wrongly shows, which differences in it could hide.
/// </summary>
public class ConvolutionShapeTests
{
    // Rows and columns of the map, rows and columns of the kernel, stride, pad, dilation.
    public static TheoryData<int, int, int, int, int, int, int> Numbers => new()
    {
        { 4, 4, 1, 1, 1, 0, 1 },
        { 5, 4, 3, 3, 1, 1, 1 },
        { 6, 7, 2, 3, 2, 0, 1 },
        { 6, 6, 4, 4, 2, 1, 1 },
        { 7, 5, 5, 5, 2, 2, 1 },
        { 8, 9, 3, 3, 3, 1, 1 },
        { 5, 5, 1, 1, 3, 0, 1 },
        { 7, 8, 3, 2, 1, 2, 2 },
        { 9, 8, 2, 3, 2, 1, 3 },
        { 3, 2, 2, 2, 1, 3, 1 },
        { 10, 11, 3, 3, 4, 0, 2 },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Gradients_of_a_convolution_are_exact_adjoints(
        int height, int width, int rows, int columns, int stride, int pad, int dilation) =>
        AssertAdjoint(
            (x, w) => x.Conv(w, stride: stride, pad: pad, dilation: dilation),
            Shape.Of(2, 2, height, width), Shape.Of(3, 2, rows, columns));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Gradients_of_a_transposed_convolution_are_exact_adjoints(
        int height, int width, int rows, int columns, int stride, int pad, int dilation) =>
        AssertAdjoint(
            (x, w) => x.ConvTranspose(w, null, stride, pad, dilation, height, width),
            Shape.Of(2, 3, Side(height, rows, stride, pad, dilation), Side(width, columns, stride, pad, dilation)),
            Shape.Of(3, 2, rows, columns));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_transposed_convolution_is_the_adjoint_of_the_convolution(
        int height, int width, int rows, int columns, int stride, int pad, int dilation)
    {
        var graph = new GraphBuilder("adjoint");
        var x = graph.Input("x", Shape.Of(2, 2, height, width));
        var w = graph.Input("w", Shape.Of(3, 2, rows, columns));
        var forward = x.Conv(w, stride: stride, pad: pad, dilation: dilation);
        var y = graph.Input("y", forward.Shape);
        graph.Output("left", (forward * y).ReduceSum());
        graph.Output("right", (x * y.ConvTranspose(w, null, stride, pad, dilation, height, width)).ReduceSum());

        AssertOneNumber(graph);
    }

    private static void AssertAdjoint(Func<Value, Value, Value> function, Shape xShape, Shape wShape)
    {
        var graph = new GraphBuilder("adjoint");
        var (x, w) = (graph.Input("x", xShape), graph.Input("w", wShape));
        var result = function(x, w);
        var y = graph.Input("y", result.Shape);
        var product = (result * y).ReduceSum();
        var gradients = Gradients.Of(product, [x, w, y]);
        graph.Output("product", product);
        graph.Output("by_x", (x * gradients[0]).ReduceSum());
        graph.Output("by_w", (w * gradients[1]).ReduceSum());
        graph.Output("by_y", (y * gradients[2]).ReduceSum());

        AssertOneNumber(graph);
    }

    private static void AssertOneNumber(GraphBuilder graph)
    {
        var random = new Random(1);
        double[][] integers = [.. graph.Inputs.Select(input => input.Shape).Select(Integers)];

        var numbers = GraphRun.Once(graph, integers).Select(tensor => Assert.Single(tensor.Elements)).ToArray();

        Assert.NotEqual(0, numbers[0]);
        Assert.All(numbers, number => Assert.Equal(numbers[0], number));

        double[] Integers(Shape shape) => [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (double)random.Next(-4, 5))];
    }

    /// <summary>The side that the convolution makes of <paramref name="size"/>.</summary>
    private static long Side(int size, int kernel, int stride, int pad, int dilation) =>
        ((size + (2 * pad) - (dilation * (kernel - 1)) - 1) / stride) + 1;
}
