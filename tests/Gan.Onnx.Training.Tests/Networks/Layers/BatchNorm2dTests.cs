using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

public class BatchNorm2dTests
{
    private const double Eps = 1e-3;

    // Two items with two channels of 1×3 pixels.
    private static readonly double[] Input = [1, 2, 4, 10, -10, 3, 0, -1, 5, 7, 7, 8];

    public static TheoryData<string> Lowerings => ["Gemm", "Conv"];

    [Theory]
    [MemberData(nameof(Lowerings))]
    public void Normalises_each_channel_over_items_and_pixels(string lowering)
    {
        var y = Run(
            new BatchNorm2d(2, Eps, Scale: true, Shift: true), lowering, PassMode.Training, ("weight", [2, -1]), ("bias", [0.5, 3]));

        AssertClose(Normalised((channel, value) => (channel == 0 ? 2 * value : -value) + (channel == 0 ? 0.5 : 3)), y);
    }

    [Theory]
    [MemberData(nameof(Lowerings))]
    public void Goes_without_weight_and_bias(string lowering) =>
        AssertClose(Normalised((_, value) => value), Run(new BatchNorm2d(2, Eps, Scale: false, Shift: false), lowering, PassMode.Training));

    [Theory]
    [MemberData(nameof(Lowerings))]
    public void One_channel_is_normalised_too(string lowering)
    {
        var (mean, variance) = Moments([.. Enumerable.Range(0, 12)]);

        var y = Run(new BatchNorm2d(1, Eps, Scale: false, Shift: false), lowering, PassMode.Training);

        AssertClose([.. Input.Select(x => (x - mean) / Math.Sqrt(variance + Eps))], y);
    }

    [Theory]
    [MemberData(nameof(Lowerings))]
    public void Large_offset_does_not_swallow_the_variance(string lowering)
    {
        double[] input = [.. Input.Select(x => x + 4096)];

        var y = Run(new BatchNorm2d(2, Eps, Scale: false, Shift: false), lowering, PassMode.Training, input);

        AssertClose(Normalised((_, value) => value), y, 1e-3);
    }

    [Theory]
    [MemberData(nameof(Lowerings))]
    public void Inference_takes_the_populations_statistics(string lowering)
    {
        var y = Run(
            new BatchNorm2d(2, Eps, Scale: true, Shift: true),
            lowering,
            PassMode.Inference,
            ("weight", [2, -1]),
            ("bias", [0.5, 3]),
            ("running_mean", [1, -2]),
            ("running_var", [4, 0.25]));

        AssertClose(
            [.. Input.Select(
                (x, i) => Channel(i) == 0 ? (2 * (x - 1) / Math.Sqrt(4 + Eps)) + 0.5 : (-(x + 2) / Math.Sqrt(0.25 + Eps)) + 3)],
            y);
    }

    private static int Channel(int i) => i / 3 % 2;

    private static (double Mean, double Variance) Moments(int[] indices)
    {
        var mean = indices.Average(i => Input[i]);
        return (mean, indices.Average(i => Math.Pow(Input[i] - mean, 2)));
    }

    private static double[] Normalised(Func<int, double, double> affine)
    {
        var moments = new[] { Moments([0, 1, 2, 6, 7, 8]), Moments([3, 4, 5, 9, 10, 11]) };
        return [.. Input.Select(
            (x, i) => affine(Channel(i), (x - moments[Channel(i)].Mean) / Math.Sqrt(moments[Channel(i)].Variance + Eps)))];
    }

    private static double[] Run(BatchNorm2d layer, string lowering, PassMode mode, params (string Name, double[] Values)[] parameters) =>
        Run(layer, lowering, mode, Input, parameters);

    private static double[] Run(
        BatchNorm2d layer, string lowering, PassMode mode, double[] input, params (string Name, double[] Values)[] parameters)
    {
        var graph = new GraphBuilder("normalisation");
        var x = graph.Input("x", Shape.Of(2, 6));
        var declared = parameters.ToDictionary(p => $"net.0.{p.Name}", p => graph.Input($"net.0.{p.Name}", Shape.Of(p.Values.Length)));
        var context = new LayerContext(new ForwardPass(graph, declared, mode, lowering == "Conv" ? Lowering.Conv : Lowering.Gemm), "net.0");
        var maps = new Unflatten(layer.Features, 1, 6 / layer.Features).Forward(context, x);
        graph.Output("y", new Flatten().Forward(context, layer.Forward(context, maps)));
        return GraphRun.Once(graph, [input, .. parameters.Select(p => p.Values)])[0].Elements;
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
