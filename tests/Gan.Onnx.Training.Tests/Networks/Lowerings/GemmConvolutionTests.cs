using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Lowerings;

/// <summary>Whatever is copied, patches of either side or products, for any channels: the numbers of the definition.</summary>
public class GemmConvolutionTests
{
    private const int Count = 3;

    // The kernel of 5 on 3 pixels has taps that meet nothing; that of 1 with stride 2 leaves phases without taps.
    private static readonly string[] Windows =
    [
        "1 1 valid 4 3", "1 2 same 5 4", "3 1 same 4 5", "3 2 same 5 4", "4 2 1 6 8", "4 3 1 7 8", "5 1 2 3 3", "5 2 same 3 6",
        "7 1 3 2 2",
    ];

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int, int>();
            foreach (var window in Windows)
            {
                foreach (var (inputs, outputs) in new[] { (1, 1), (1, 3), (2, 3), (4, 1), (9, 2) })
                {
                    data.Add(window, inputs, outputs);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Convolution_and_its_adjoint_follow_their_definitions(string text, int inputs, int outputs)
    {
        var window = Parse(text);
        var (x, y) = (Any(1, Count, window.Height, window.Width, inputs), Any(2, Count, window.OutputHeight, window.OutputWidth, outputs));
        var w = Any(3, outputs, window.Kernel, window.Kernel, inputs);
        var (forward, adjoint) = (new double[y.Length], new double[x.Length]);
        ReferenceConvolution.ForEach(window, Count, inputs, outputs, (i, o, weight) =>
        {
            forward[o] += x[i] * w[weight];
            adjoint[i] += y[o] * w[weight];
        });

        // Patches of all items at once, of two and one, and of one at a time; single numbers gathered, and planes moved.
        var ofTwo = 2L * window.OutputHeight * window.OutputWidth * window.Kernel * window.Kernel * inputs * sizeof(float);
        foreach (var limits in new GemmLimits[] { new(long.MaxValue, 1), new(ofTwo, long.MaxValue), new(1, 1) })
        {
            var graph = new GraphBuilder("convolutions");
            var maps = graph.Input("x", Shape.Of(Count, window.Height, window.Width, inputs));
            var results = graph.Input("y", Shape.Of(Count, window.OutputHeight, window.OutputWidth, outputs));
            var kernel = graph.Input("w", Shape.Of(outputs, window.Kernel, window.Kernel, inputs));
            var lowering = new GemmLowering(limits);
            graph.Output("forward", lowering.Convolve(maps, kernel, null, window));
            graph.Output("adjoint", lowering.ConvolveTransposed(results, kernel, null, window));
            var actual = GraphRun.Once(graph, [x, y, w]);

            AssertClose(forward, actual[0].Elements);
            AssertClose(adjoint, actual[1].Elements);
        }
    }

    [Theory]
    [InlineData("4 2 1 6 4", 2, 3)]
    [InlineData("3 1 same 3 4", 9, 2)]
    [InlineData("5 2 same 3 4", 4, 1)]
    public void Gradients_of_parts_are_derivatives(string text, int inputs, int outputs) =>
        VerifyGradients(new GemmLowering(new(1, long.MaxValue)), text, items: 2, inputs, outputs);

    [Fact]
    public void The_weight_gradient_of_parts_keeps_no_patches()
    {
        Assert.Equal(1, PatchGathers(GemmLimits.Gpu));
        Assert.Equal(2 * Count, PatchGathers(GemmLimits.Gpu with { MostPatchBytes = 1 }));

        static int PatchGathers(GemmLimits limits)
        {
            var graph = new GraphBuilder("patches");
            var x = graph.Input("x", Shape.Of(Count, 6, 6, 2));
            var w = graph.Input("w", Shape.Of(8, 3, 3, 2));
            var y = new GemmLowering(limits).Convolve(x, w, null, Parse("3 1 1 6 6"));
            graph.Output("gradient", Gradients.Of(y.ReduceSum(), [w])[0]);

            // 36 pixels and a zero.
            return graph.Nodes.Count(node => node is { Operator.OpType: "Gather", Inputs: [{ Shape: [_, { Size: 37 }, _] }, ..] });
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_of_both_orders_are_derivatives(string text, int inputs, int outputs) =>
        VerifyGradients(new GemmLowering(new(long.MaxValue, LeastPlane: 1)), text, items: 1, inputs, outputs);

    [Fact]
    public void A_transposed_convolution_of_stride_2_sums_nothing_by_phases()
    {
        var graph = new GraphBuilder("phases");
        var y = graph.Input("y", Shape.Of(Count, 7, 7, 8));
        var w = graph.Input("w", Shape.Of(8, 4, 4, 4));

        graph.Output("x", Lowering.Gemm.ConvolveTransposed(y, w, null, Parse("4 2 1 14 14")));

        var operators = graph.Nodes.Select(node => node.Operator.OpType).ToArray();
        Assert.Equal(4, operators.Count(name => name == "Gemm"));
        Assert.DoesNotContain("ReduceSum", operators);
    }

    private static void VerifyGradients(GemmLowering lowering, string text, int items, int inputs, int outputs)
    {
        var window = Parse(text);
        var kernel = Sample.Any(outputs, window.Kernel, window.Kernel, inputs);
        GraphCase[] cases =
        [
            new($"C {text}", ElementType.Double, x => lowering.Convolve(x[0], x[1], x[2], window),
                [Sample.Any(items, (int)window.Height, (int)window.Width, inputs), kernel, Sample.Any(outputs)]),
            new($"T {text}", ElementType.Double, x => lowering.ConvolveTransposed(x[0], x[1], x[2], window),
                [Sample.Any(items, (int)window.OutputHeight, (int)window.OutputWidth, outputs), kernel, Sample.Any(inputs)]),
        ];
        foreach (var @case in cases)
        {
            GradientCheck.Verify(@case, order: 1);
            GradientCheck.Verify(@case, order: 2);
        }
    }

    private static Window Parse(string text)
    {
        var words = text.Split(' ');
        return PaddingRule.Parse(words[2])!.Value.Window(
            int.Parse(words[3]), int.Parse(words[4]), int.Parse(words[0]), int.Parse(words[1]));
    }

    private static double[] Any(int seed, params long[] shape)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => Math.Round(random.NextDouble() * 4, 2) - 2)];
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
