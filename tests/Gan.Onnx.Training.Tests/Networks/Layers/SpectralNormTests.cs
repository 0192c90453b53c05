using System.Text.Json;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

public class SpectralNormTests
{
    // From spectral_norm.py beside this file, by PyTorch 1.13.1.
    private static readonly Golden[] GoldenValues =
    [
        new(
            new Linear(3, 2),
            [2, 3],
            [7.419621072, -3.82222903709, -3.82222903709, 7.86929507636],
            [0.328932139161, 0.944353560817],
            [1.90309004999, 0.433625067257, -1.23019912543, 1.25708236077, -0.183879304644, -0.0287564551316]),
        new(
            new Conv2d(2, 2, 2, 1, new PaddingRule(false, 0), Bias: false),
            [1, 2, 2, 3],
            [3.7302177144, -2.14487518578, 3.54370682868, -0.18651088572],
            [0.655660494942, 0.75505583593],
            [
                0.237270895296, 0.255738232095, -0.37842940465, -0.564787163892,
                0.759409499426, -0.247933035237, -0.412966514598, -1.06845843122,
                -0.272155375495, 0.98400208949, -0.407523435445, -1.28335301102,
                1.89463816419, 0.0733660147902, -0.777906610818, -2.19398908572,
            ]),
        new(
            new ConvTranspose2d(2, 3, 2, 1, new PaddingRule(false, 0), 3, Bias: false),
            [1, 2, 2, 2],
            [
                3.10794069081, -3.22304960529, 1.15108914474, 3.79859417766, -9.20871315796, 1.95685154607, 2.76261394739, -1.84174263159,
                2.87772286186, -0.920871315796, 3.45326743423, -2.07196046054, -3.91370309213, 3.56837634871, -0.345326743423,
                -0.920871315796, 0.460435657898, 0, 2.64750503291, -3.79859417766, 1.03598023027, 2.30217828949, 1.15108914474,
                -0.115108914474, -2.07196046054, 1.49641588817, -2.87772286186,
            ],
            [0.463157468746, 0.568091582759, -0.680262532221],
            [
                1.51495189428, 1.44091336786, 2.32171652701, 1.66349313852, 1.62310848774, 2.10354657455, 2.13882512005, 2.20613287135,
                1.40540272666, 2.28736636428, 2.38832799122, 1.1872327742, 1.08794856614, 3.11952437591, 5.67192292326, 1.79349837663,
                3.93276658846, 5.20399690432, 2.40247527876, 4.57539736624, 5.44626260976, 1.80086214002, 3.78532252388, 6.8982321725,
            ]),
    ];

    public static TheoryData<int, string> Goldens
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < GoldenValues.Length; i++)
            {
                data.Add(i, "gemm");
                data.Add(i, "conv");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Step_of_the_layer_s_network_is_PyTorch_s(int index, string lowering)
    {
        var golden = GoldenValues[index];
        var (graph, pass, y) = Build(golden, lowering == "gemm" ? Lowering.Gemm : Lowering.Conv, trained: "net");
        var carried = Assert.Single(pass.Carried);
        graph.Output("u", carried.Value);

        var results = GraphRun.Once(graph, [.. graph.Inputs.Select(input => Feed(golden, input))]);

        Assert.Equal("net.0.u", carried.Key);
        Assert.Equal(golden.Y.Length, y.Shape.ElementCount);
        AssertClose(golden.Y, results[0].Elements);
        AssertClose(golden.Gradient, results[1].Elements);
        AssertClose(golden.U, results[2].Elements);
    }

    [Theory]
    [InlineData("other")]
    [InlineData(null)]
    public void Other_passes_take_u_as_it_is(string? trained)
    {
        var golden = GoldenValues[0];
        var (graph, pass, _) = Build(golden, Lowering.Gemm, trained);

        var results = GraphRun.Once(graph, [.. graph.Inputs.Select(input => Feed(golden, input))]);

        // W = [-5 2 -2; 5 1 -3], Wᵀu = [1 2 -3.6], and σ = uᵀWv is then its length.
        Assert.Empty(pass.Carried);
        double[] unscaled = [.. golden.Y.Select(element => element * SigmaOfGolden(golden))];
        AssertClose([.. unscaled.Select(element => element / Math.Sqrt(1 + 4 + (3.6 * 3.6)))], results[0].Elements);
    }

    [Fact]
    public void Once_u_is_settled_the_largest_singular_value_is_one()
    {
        var layer = new SpectralNorm(new Linear(2, 2));
        var graph = new GraphBuilder("settled");
        var (x, u) = (graph.Input("x", Shape.Of(2, 2)), graph.Input("u", Shape.Of(2)));
        var parameters = new Dictionary<string, Value>
        {
            ["net.0.weight"] = graph.Initializer<float>("w", Shape.Of(2, 2), [3, 0, 4, 5]),
            ["net.0.bias"] = graph.Initializer<float>("b", Shape.Of(2), [0, 0]),
            ["net.0.u"] = u,
        };
        var pass = new ForwardPass(graph, parameters, PassMode.Training) { Trained = "net" };
        graph.Output("y", layer.Forward(new LayerContext(pass, "net.0"), x));
        graph.Output("new_u", pass.Carried["net.0.u"]);
        using var run = new GraphRun(graph);

        double[] left = [1, 0], identity = [1, 0, 0, 1];
        IReadOnlyList<Tensor> results = [];
        for (var step = 0; step < 40; step++)
        {
            results = run.Execute(identity, left);
            left = results[1].Elements;
        }

        // [3 0; 4 5] has the singular values √45 and √5, and the left vector [1 3] / √10 for the larger.
        AssertClose([3 / Math.Sqrt(45), 4 / Math.Sqrt(45), 0, 5 / Math.Sqrt(45)], results[0].Elements);
        AssertClose([1 / Math.Sqrt(10), 3 / Math.Sqrt(10)], left);
    }

    [Fact]
    public void Declares_the_inner_layer_s_parameters_and_a_vector_for_the_output_s_features()
    {
        var inner = new ConvTranspose2d(2, 3, 4, 2, new PaddingRule(false, 1), 4, Bias: true);
        var layer = new SpectralNorm(inner);

        Assert.Equal(inner.DeclareParameters(), layer.DeclareParameters());
        Assert.Equal([new BufferSpec("u", Shape.Of(3))], layer.DeclareBuffers());
        Assert.Equal([new BufferSpec("u", Shape.Of(2))], new SpectralNorm(new Linear(3, 2)).DeclareBuffers());
    }

    [Fact]
    public void Is_written_as_a_layer_around_a_layer()
    {
        const string Json = """{"type":"SpectralNorm","layer":{"type":"Linear","in":3,"out":2}}""";

        var layer = JsonSerializer.Deserialize<Layer>(Json, PresetJson.Options);

        Assert.Equal(new SpectralNorm(new Linear(3, 2)), layer);
        Assert.Equal(Json, JsonSerializer.SerializeToNode(layer, PresetJson.Options)!.ToJsonString());
    }

    [Fact]
    public void Rejects_a_layer_without_a_matrix() => Assert.Equal(
        "at.layer must be a Linear, Conv2d or ConvTranspose2d, found ReLU.",
        Assert.Throws<PresetException>(() => new SpectralNorm(new ReLU()).Validate("at")).Message);

    [Fact]
    public void Rejects_an_inner_layer_s_numbers_by_their_place() => Assert.Equal(
        "at.layer.in must be 1 to 16777216, found 0.",
        Assert.Throws<PresetException>(() => new SpectralNorm(new Linear(0, 2)).Validate("at")).Message);

    /// <summary>The layer's output, and the gradient of Σ i·y[i] by its weight.</summary>
    private static (GraphBuilder Graph, ForwardPass Pass, Value Y) Build(Golden golden, Lowering lowering, string? trained)
    {
        var graph = new GraphBuilder("spectral_norm");
        var layer = new SpectralNorm(golden.Layer);
        var isMap = golden.XShape.Length == 4;
        var x = graph.Input(
            "x", Shape.Of(golden.XShape[0], golden.XShape.Aggregate(1L, (product, size) => product * size) / golden.XShape[0]));
        var parameters = layer.DeclareParameters().ToDictionary(spec => $"net.0.{spec.Name}", spec => graph.Input(spec.Name, spec.Shape));
        parameters["net.0.u"] = graph.Input("u0", layer.DeclareBuffers()[0].Shape);
        var pass = new ForwardPass(graph, parameters, PassMode.Training, lowering) { Trained = trained };
        var input = isMap ? lowering.Unflatten(x, golden.XShape[1], golden.XShape[2], golden.XShape[3]) : x;
        var output = layer.Forward(new LayerContext(pass, "net.0"), input);
        var y = isMap ? lowering.Flatten(output) : output;
        float[] weights = [.. Enumerable.Range(1, (int)y.Shape.ElementCount)];
        var root = (y * graph.Initializer<float>("weights", y.Shape, weights)).ReduceSum();
        graph.Output("y", y);
        graph.Output("gradient", Gradients.Of(root, [parameters["net.0.weight"]])[0]);
        return (graph, pass, y);
    }

    private static double[] Feed(Golden golden, Value input) => input.Name switch
    {
        "x" => Integers(input.Shape.ElementCount),
        "weight" => ChannelsLast(Integers(input.Shape.ElementCount), input.Shape),
        "u0" => [0.6, 0.8, .. new double[input.Shape.ElementCount - 2]],
        _ => new double[input.Shape.ElementCount],
    };

    private static double[] Integers(long count) => [.. Enumerable.Range(0, (int)count).Select(i => (double)((i * 7 % 11) - 5))];

    /// <summary>PyTorch's [a, b, k, l] as [a, k, l, b].</summary>
    private static double[] ChannelsLast(double[] weight, Shape stored)
    {
        if (stored.Rank == 2)
        {
            return weight;
        }

        var (taps, channels) = ((int)(stored[1].Size * stored[2].Size), (int)stored[3].Size);
        return [.. Enumerable.Range(0, weight.Length)
            .Select(i => weight[(((i / (taps * channels) * channels) + (i % channels)) * taps) + (i / channels % taps)])];
    }

    /// <summary>σ of the trained pass over the first golden values, from its u and v.</summary>
    private static double SigmaOfGolden(Golden golden)
    {
        double[] w = Integers(6), product = [.. Enumerable.Range(0, 3).Select(column => (0.6 * w[column]) + (0.8 * w[3 + column]))];
        var length = Math.Sqrt(product.Sum(element => element * element));
        return Enumerable.Range(0, 2)
            .Sum(row => golden.U[row] * Enumerable.Range(0, 3).Sum(column => w[(row * 3) + column] * product[column] / length));
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-6 * Math.Max(1, Math.Abs(pair.First))));
    }

    private sealed record Golden(Layer Layer, long[] XShape, double[] Y, double[] U, double[] Gradient);
}
