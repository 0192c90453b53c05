using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Tests.Graphs;
using Gan.Onnx.Training.Tests.Graphs.Autodiff;

namespace Gan.Onnx.Training.Tests.Networks.Lowerings;

/// <summary>Both lowerings against the definitions; maps go in and come out flat, channel by channel, whatever lies between.</summary>
public class LoweringTests
{
    private const int Count = 2, Inputs = 2, Outputs = 3;

    private static readonly string[] Windows =
    [
        "1 1 valid 4 4", "1 2 same 5 4", "2 1 same 4 3", "2 2 valid 4 6", "3 1 same 4 5", "3 2 same 5 4", "3 2 same 6 6", "3 1 valid 5 4",
        "3 3 1 7 5", "4 2 1 6 8", "5 1 same 5 4", "5 2 same 3 6", "5 2 valid 8 9", "5 1 2 3 3", "2 3 valid 7 7",
    ];

    public static TheoryData<string, string> Convolutions => Each(Windows);

    public static TheoryData<string, string> Resizes => Each(
        "3 4 6 8 nearest", "3 4 6 8 bilinear", "3 4 6 8 bilinearTensorFlow1", "2 5 5 3 nearest", "2 5 5 3 bilinear",
        "5 3 4 2 bilinearTensorFlow1", "4 4 4 4 bilinear");

    public static TheoryData<string, string> ResizedConvolutions => Each(
        "3 2 same 4 4 nearest", "3 2 same 4 4 bilinear", "3 2 same 4 4 bilinearTensorFlow1", "1 2 same 3 5 bilinearTensorFlow1",
        "3 1 same 3 3 bilinearTensorFlow1", "4 2 1 4 3 nearest");

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Convolution_follows_its_definition(string name, string text)
    {
        var (lowering, window) = (Find(name), Parse(text));
        var (x, w, b) = (
            Any(window.Height * window.Width * Inputs, 1),
            Any(window.Kernel * window.Kernel * Inputs * Outputs, 2, items: 1),
            new double[] { 1, -2, 0.5 });
        var expected = new double[Count * window.OutputHeight * window.OutputWidth * Outputs];
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] = b[i % Outputs];
        }

        ReferenceConvolution.ForEach(window, Count, Inputs, Outputs, (i, o, weight) => expected[o] += x[i] * w[weight]);

        var actual = Run(
            lowering, (Inputs, window.Height, window.Width), x, (Outputs, window.OutputHeight, window.OutputWidth),
            (maps, graph) => lowering.Convolve(
                maps,
                Weights(graph, w, Outputs, window.Kernel, Inputs),
                graph.Initializer<float>("b", Shape.Of(Outputs), [1, -2, 0.5f]),
                window));

        AssertClose(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Transposed_convolution_follows_its_definition(string name, string text)
    {
        var (lowering, window) = (Find(name), Parse(text));
        var (y, w) = (
            Any(window.OutputHeight * window.OutputWidth * Outputs, 1), Any(window.Kernel * window.Kernel * Inputs * Outputs, 2, items: 1));
        var expected = new double[Count * window.Height * window.Width * Inputs];
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] = i % Inputs == 0 ? 1 : -2;
        }

        ReferenceConvolution.ForEach(window, Count, Inputs, Outputs, (i, o, weight) => expected[i] += y[o] * w[weight]);

        var actual = Run(
            lowering, (Outputs, window.OutputHeight, window.OutputWidth), y, (Inputs, window.Height, window.Width),
            (maps, graph) => lowering.ConvolveTransposed(
                maps, Weights(graph, w, Outputs, window.Kernel, Inputs), graph.Initializer<float>("b", Shape.Of(Inputs), [1, -2]), window));

        AssertClose(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Resizes))]
    public void Resizing_follows_its_definition(string name, string text)
    {
        var (lowering, words) = (Find(name), text.Split(' '));
        var (height, width, newHeight, newWidth) = (int.Parse(words[0]), int.Parse(words[1]), int.Parse(words[2]), int.Parse(words[3]));
        var mode = Mode(words[4]);
        var x = Any(height * width * Inputs, 1);
        var expected = ReferenceResize.Apply(x, Count, height, width, Inputs, newHeight, newWidth, mode);

        var actual = Run(lowering, (Inputs, height, width), x, (Inputs, newHeight, newWidth), (maps, _) =>
            lowering.Resize(maps, newHeight, newWidth, mode));

        AssertClose(expected, actual);
    }

    [Theory]
    [MemberData(nameof(ResizedConvolutions))]
    public void A_convolution_of_resized_maps_is_one_after_the_other(string name, string text)
    {
        var lowering = Find(name);
        var words = text.Split(' ');
        var (height, width) = (int.Parse(words[3]), int.Parse(words[4]));
        var window = PaddingRule.Parse(words[2])!.Value.Window(2 * height, 2 * width, int.Parse(words[0]), int.Parse(words[1]));
        var mode = Mode(words[5]);
        var (x, w) = (Any(height * width * Inputs, 1), Any(window.Kernel * window.Kernel * Inputs * Outputs, 2, items: 1));
        var resized = ReferenceResize.Apply(x, Count, height, width, Inputs, 2 * height, 2 * width, mode);
        var expected = new double[Count * window.OutputHeight * window.OutputWidth * Outputs];
        ReferenceConvolution.ForEach(window, Count, Inputs, Outputs, (i, o, weight) => expected[o] += resized[i] * w[weight]);

        var actual = Run(
            lowering, (Inputs, height, width), x, (Outputs, window.OutputHeight, window.OutputWidth),
            (maps, graph) => lowering.Convolve(
                lowering.Resize(maps, 2 * height, 2 * width, mode), Weights(graph, w, Outputs, window.Kernel, Inputs), null, window));

        AssertClose(expected, actual);
    }

    [Theory]
    [InlineData("gemm")]
    [InlineData("conv")]
    public void Pooling_takes_means_of_squares(string name)
    {
        var lowering = Find(name);
        var x = Any(4 * 6 * Inputs, 1);
        var expected = new double[Count * 2 * 3 * Inputs];
        for (var i = 0; i < x.Length; i++)
        {
            var (n, row, column, c) = (i / (4 * 6 * Inputs), i / (6 * Inputs) % 4, i / Inputs % 6, i % Inputs);
            expected[(((((n * 2) + (row / 2)) * 3) + (column / 2)) * Inputs) + c] += x[i] / 4;
        }

        AssertClose(expected, Run(lowering, (Inputs, 4, 6), x, (Inputs, 2, 3), (maps, _) => lowering.AveragePool(maps, 2)));
    }

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Gradients_of_a_convolution_are_derivatives(string name, string text)
    {
        var (lowering, window) = (Find(name), Parse(text));
        Verify(name, text, x => lowering.Convolve(lowering.Unflatten(x[0], Inputs, window.Height, window.Width), x[1], x[2], window),
            Sample.Any(Count, Inputs * window.Height * window.Width),
            Sample.Any(Outputs, window.Kernel, window.Kernel, Inputs),
            Sample.Any(Outputs));
    }

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Gradients_of_a_transposed_convolution_are_derivatives(string name, string text)
    {
        var (lowering, window) = (Find(name), Parse(text));
        Verify(
            name,
            text,
            x => lowering.ConvolveTransposed(
                lowering.Unflatten(x[0], Outputs, window.OutputHeight, window.OutputWidth), x[1], x[2], window),
            Sample.Any(Count, Outputs * window.OutputHeight * window.OutputWidth),
            Sample.Any(Outputs, window.Kernel, window.Kernel, Inputs),
            Sample.Any(Inputs));
    }

    [Theory]
    [MemberData(nameof(ResizedConvolutions))]
    public void Gradients_through_resizing_are_derivatives(string name, string text)
    {
        var (lowering, words) = (Find(name), text.Split(' '));
        var (height, width) = (int.Parse(words[3]), int.Parse(words[4]));
        var window = PaddingRule.Parse(words[2])!.Value.Window(2 * height, 2 * width, int.Parse(words[0]), int.Parse(words[1]));
        Verify(name, text,
            x => lowering.Convolve(
                lowering.Resize(lowering.Unflatten(x[0], Inputs, height, width), 2 * height, 2 * width, Mode(words[5])),
                x[1],
                null,
                window),
            Sample.Any(Count, Inputs * height * width), Sample.Any(Outputs, window.Kernel, window.Kernel, Inputs));
    }

    [Theory]
    [InlineData("gemm")]
    [InlineData("conv")]
    public void Gradients_of_pooling_are_derivatives(string name)
    {
        var lowering = Find(name);
        Verify(name, "pooling", x => lowering.Flatten(lowering.AveragePool(lowering.Unflatten(x[0], 2, 4, 6), 2)), Sample.Any(Count, 48));
        Verify(name, "squared", x => lowering.AveragePool(x[0] * x[0], 2), new Sample(lowering.Maps(Count, 2, 4, 2)));
    }

    private static void Verify(string name, string text, Func<IReadOnlyList<Value>, Value> build, params Sample[] inputs)
    {
        var @case = new GraphCase(text, name == "gemm" ? ElementType.Double : ElementType.Float, build, inputs);
        GradientCheck.Verify(@case, order: 1);
        GradientCheck.Verify(@case, order: 2);
    }

    private static TheoryData<string, string> Each(params IEnumerable<string> cases)
    {
        var data = new TheoryData<string, string>();
        foreach (var text in cases)
        {
            data.Add("gemm", text);
            data.Add("conv", text);
        }

        return data;
    }

    private static Lowering Find(string name) => name == "gemm" ? Lowering.Gemm : Lowering.Conv;

    private static ResizeMode Mode(string word) => Enum.Parse<ResizeMode>(word, ignoreCase: true);

    private static Window Parse(string text)
    {
        var words = text.Split(' ');
        return PaddingRule.Parse(words[2])!.Value.Window(
            int.Parse(words[3]), int.Parse(words[4]), int.Parse(words[0]), int.Parse(words[1]));
    }

    private static double[] Any(long length, int seed, int items = Count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)length * items).Select(_ => Math.Round(random.NextDouble() * 4, 2) - 2)];
    }

    private static Value Weights(GraphBuilder graph, double[] w, int outputs, int kernel, int inputs) =>
        graph.Initializer<float>("w", Shape.Of(outputs, kernel, kernel, inputs), [.. w.Select(weight => (float)weight)]);

    /// <summary>Numbers in the order [N, H, W, C] through flat items [N, C·H·W], the lowering's maps, and back.</summary>
    private static double[] Run(
        Lowering lowering,
        (int Channels, long Height, long Width) from,
        double[] x,
        (int Channels, long Height, long Width) to,
        Func<Value, GraphBuilder, Value> build)
    {
        var graph = new GraphBuilder("lowering");
        var flat = graph.Input("x", Shape.Of(Count, from.Channels * from.Height * from.Width));
        var result = build(lowering.Unflatten(flat, from.Channels, from.Height, from.Width), graph);
        Assert.Equal(lowering.Maps(Count, to.Channels, to.Height, to.Width), result.Shape);
        graph.Output("y", lowering.Flatten(result));
        return Order(
            GraphRun.Once(graph, [Order(x, (int)(from.Height * from.Width), from.Channels)])[0].Elements,
            to.Channels,
            (int)(to.Height * to.Width));
    }

    /// <summary>Swaps the inner two axes of [N, rows, columns].</summary>
    private static double[] Order(double[] numbers, int rows, int columns)
    {
        var result = new double[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var (n, row, column) = (i / (rows * columns), i / columns % rows, i % columns);
            result[(((n * columns) + column) * rows) + row] = numbers[i];
        }

        return result;
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }
}
