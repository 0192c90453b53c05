using System.Runtime.InteropServices;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Tests.Foundation.Storage;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>
/// Files with the habits of tf2onnx, which exports Keras networks: Transposes around everything with pixels, shapes worked out in 32-bit
/// integers, padding by auto_pad, normalisation as a Mul and an Add. ONNX Runtime's run of the file itself is what they must give.
/// </summary>
public class KerasExportTests
{
    private const int Int32 = 6, Int64 = 7, Float = 1, Latent = 6;
    private static readonly double[] Steps = [1e-2, 3e-3, 1e-3];

    [Fact]
    public void Generator_of_dense_and_transposed_convolutions()
    {
        var file = new OnnxFile(13).Input("dense_input", "unk__1", Latent).Output("conv2d_transpose_1");
        Weights(file, "sequential/dense/MatMul/ReadVariableOp:0", Latent, 48);
        Weights(file, "sequential/batch_normalization/batchnorm/mul:0", 48);
        Weights(file, "sequential/batch_normalization/batchnorm/sub:0", 48);
        file.Node("MatMul", "sequential/dense/MatMul:0", ["dense_input", "sequential/dense/MatMul/ReadVariableOp:0"])
            .Node("Mul", "mul_1:0", ["sequential/dense/MatMul:0", "sequential/batch_normalization/batchnorm/mul:0"])
            .Node("Add", "add_1:0", ["mul_1:0", "sequential/batch_normalization/batchnorm/sub:0"])
            .Node("LeakyRelu", "leaky_re_lu:0", ["add_1:0"], OnnxFile.Number("alpha", 0.3f));
        Reshaped(file, "leaky_re_lu:0", "reshape:0", 4, 4, 3);
        file.Node("Transpose", "nchw:0", ["reshape:0"], OnnxFile.Ints("perm", 0, 3, 1, 2));
        Weights(file, "kernel_0", 3, 5, 5, 5);
        file.Node(
            "ConvTranspose",
            "up_0:0",
            ["nchw:0", "kernel_0"],
            OnnxFile.Text("auto_pad", "SAME_UPPER"),
            OnnxFile.Ints("strides", 2, 2));
        foreach (var name in new[] { "scale", "offset", "mean" })
        {
            Weights(file, name, 5);
        }

        file.Floats("variance", [5], 0.5f, 1, 1.5f, 2, 2.5f)
            .Node("BatchNormalization", "norm:0", ["up_0:0", "scale", "offset", "mean", "variance"], OnnxFile.Number("epsilon", 1e-3f))
            .Node("Transpose", "nhwc:0", ["norm:0"], OnnxFile.Ints("perm", 0, 2, 3, 1))
            .Node("LeakyRelu", "leaky_re_lu_1:0", ["nhwc:0"], OnnxFile.Number("alpha", 0.3f))
            .Node("Transpose", "nchw_1:0", ["leaky_re_lu_1:0"], OnnxFile.Ints("perm", 0, 3, 1, 2));
        Weights(file, "kernel_1", 5, 2, 3, 3);
        file.Node(
                "ConvTranspose",
                "up_1:0",
                ["nchw_1:0", "kernel_1"],
                OnnxFile.Text("auto_pad", "SAME_UPPER"),
                OnnxFile.Ints("output_shape", 16, 16),
                OnnxFile.Ints("strides", 2, 2))
            .Node("Transpose", "nhwc_1:0", ["up_1:0"], OnnxFile.Ints("perm", 0, 2, 3, 1))
            .Node("Tanh", "conv2d_transpose_1", ["nhwc_1:0"]);

        Agree(file, Latent);
    }

    [Fact]
    public void Generator_whose_transposed_convolution_is_cut_to_a_shape_worked_out()
    {
        var file = new OnnxFile(13).Input("x", "unk__1", 4, 4, 3).Output("y");
        Weights(file, "kernel", 3, 2, 5, 5);
        file.Node("Transpose", "nchw", ["x"], OnnxFile.Ints("perm", 0, 3, 1, 2))
            .Node("ConvTranspose", "whole", ["nchw", "kernel"], OnnxFile.Ints("strides", 2, 2), OnnxFile.Ints("pads", 0, 0, 0, 0))
            .Integers("two", 2).Integers("from", 2).Integers("to", 4).Integers("first", 0).Integers("stride", 2)
            .Node("Shape", "shape", ["nchw"]).Node("Slice", "size", ["shape", "from", "to", "first"])
            .Node("Mul", "wanted", ["size", "stride"])
            .Node("Shape", "whole_shape", ["whole"]).Node("Slice", "whole_size", ["whole_shape", "from", "to", "first"])
            .Node("Sub", "surplus", ["whole_size", "wanted"]).Node("Div", "starts", ["surplus", "two"])
            .Node("Add", "ends", ["starts", "wanted"]).Integers("rows_and_columns", 2, 3)
            .Node("Slice", "cut", ["whole", "starts", "ends", "rows_and_columns"])
            .Node("Transpose", "y", ["cut"], OnnxFile.Ints("perm", 0, 2, 3, 1));

        Agree(file, 48);
    }

    [Fact]
    public void Generator_that_resizes_by_scales_worked_out()
    {
        var file = new OnnxFile(13).Input("x", "unk__1", 4, 3, 2).Output("y").Integers("first", 0).Integers("from", 1).Integers("to", 3)
            .Floats("target", [2], 8, 9).Floats("ones", [2], 1, 1)
            .Node("Shape", "shape", ["x"]).Node("Slice", "size", ["shape", "from", "to", "first"])
            .Node("Cast", "numbers", ["size"], OnnxFile.Int("to", Float)).Node("Div", "factors", ["target", "numbers"])
            .Node("Concat", "scales", ["ones", "factors"], OnnxFile.Int("axis", 0))
            .Node("Transpose", "nchw", ["x"], OnnxFile.Ints("perm", 0, 3, 1, 2))
            .Node(
                "Resize",
                "up",
                ["nchw", "", "scales"],
                OnnxFile.Text("mode", "nearest"),
                OnnxFile.Text("coordinate_transformation_mode", "half_pixel"),
                OnnxFile.Text("nearest_mode", "round_prefer_ceil"))
            .Node("Transpose", "y", ["up"], OnnxFile.Ints("perm", 0, 2, 3, 1));

        Agree(file, 24);
    }

    [Fact]
    public void Discriminator_of_convolutions_and_a_dense_layer()
    {
        var file = new OnnxFile(13).Input("conv2d_input", "unk__1", 7, 7, 1).Output("dense").Integers("flat", -1, 48);
        Weights(file, "kernel", 3, 1, 5, 5);
        Weights(file, "bias", 3);
        Weights(file, "sequential_1/dense/MatMul/ReadVariableOp:0", 48, 1);
        Weights(file, "sequential_1/dense/BiasAdd/ReadVariableOp:0", 1);
        file.Node("Transpose", "nchw", ["conv2d_input"], OnnxFile.Ints("perm", 0, 3, 1, 2))
            .Node("Conv", "conv", ["nchw", "kernel", "bias"], OnnxFile.Text("auto_pad", "SAME_UPPER"), OnnxFile.Ints("strides", 2, 2))
            .Node("Transpose", "nhwc", ["conv"], OnnxFile.Ints("perm", 0, 2, 3, 1))
            .Node("LeakyRelu", "leaky", ["nhwc"], OnnxFile.Number("alpha", 0.3f))
            .Node("Reshape", "flatten", ["leaky", "flat"])
            .Node("MatMul", "product", ["flatten", "sequential_1/dense/MatMul/ReadVariableOp:0"])
            .Node("Add", "logit", ["product", "sequential_1/dense/BiasAdd/ReadVariableOp:0"])
            .Node("Sigmoid", "dense", ["logit"]);

        Agree(file, 49);
    }

    /// <summary>Keras's Reshape: the batch is cut out of the shape and joined with the wanted sizes, in 32-bit integers.</summary>
    private static void Reshaped(OnnxFile file, string from, string to, params int[] sizes)
    {
        file.Integers("begin", 0).Integers("end", 1).Integers("axis", 0)
            .Node("Shape", "shape:0", [from]).Node("Cast", "shape_cast:0", ["shape:0"], OnnxFile.Int("to", Int32))
            .Node("Slice", "strided_slice:0", ["shape_cast:0", "begin", "end", "axis"])
            .Node("Squeeze", "batch:0", ["strided_slice:0", "axis"])
            .Node("Unsqueeze", "packed:0", ["batch:0", "axis"]);
        var constants = sizes.Select((size, i) =>
        {
            file.Integers($"size_{i}", size).Node("Cast", $"size_cast_{i}", [$"size_{i}"], OnnxFile.Int("to", Int32));
            return $"size_cast_{i}";
        });
        file.Node("Concat", "target:0", ["packed:0", .. constants], OnnxFile.Int("axis", 0))
            .Node("Cast", "target_cast:0", ["target:0"], OnnxFile.Int("to", Int64))
            .Node("Reshape", to, [from, "target_cast:0"]);
    }

    private static void Weights(OnnxFile file, string name, params long[] sizes) =>
        file.Floats(name, sizes, Array.ConvertAll(Sample.Any(sizes).Draw(new Random(name.Length)), number => (float)(number / 2)));

    /// <summary>
    /// Outputs are those of the file itself, for two batches; the gradients of the weights and the input are what differences say.
    /// </summary>
    private static void Agree(OnnxFile file, int features)
    {
        // What the output's shape is declared to be would have to be right.
        file.Graph.Output[0].Type.TensorType.Shape = null;
        var graph = file.Read();
        foreach (var batch in new[] { 1, 3 })
        {
            var x = Sample.Any(batch, features).Draw(new Random(batch));
            var (expected, actual) = (Raw(file, x), GraphRun.Once(graph, x)[0].Elements);
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * (1 + Math.Abs(pair.First))));
        }

        var model = file.Parse();
        var numbers = model.Initializers.Where(stored => stored.Read().Type.Element.IsFloatingPoint()).Select(stored => stored.Name);
        Slopes(file, [model.InputNames[0], .. numbers.Where(name => name is not ("target" or "ones"))], features);
    }

    private static void Slopes(OnnxFile file, string[] with, int features)
    {
        var random = new Random(7);
        var (x, model) = (Sample.Any(2, features).Draw(random), file.Parse());
        var slopes = GradientModel.Of(model, model.Outputs[0], with);
        var arriving = Sample.Any(GraphRun.Once(file.Read(), x)[0].Elements.Length).Draw(random);
        var gradients = GraphRun.Once(slopes, x, arriving).Skip(1).ToArray();
        for (var i = 0; i < with.Length; i++)
        {
            var direction = Sample.Any(gradients[i].Elements.Length).Draw(random);
            var emitted = Inner(gradients[i].Elements, direction);
            double[] differences =
                [.. Steps.Select(step => (Moved(with[i], direction, step) - Moved(with[i], direction, -step)) / (2 * step))];

            // A step across the kink of a LeakyRelu, or one that rounding spoils, is not the only one; a wrong gradient stays wrong.
            Assert.Contains(differences, difference => Math.Abs(emitted - difference) <= 1e-2 * (1 + Math.Abs(difference)));
        }

        double Moved(string name, double[] direction, double step)
        {
            if (name == with[0])
            {
                return Inner(Raw(file, [.. x.Zip(direction, (a, b) => a + (step * b))]), arriving);
            }

            var tensor = file.Graph.Initializer.First(stored => stored.Name == name);
            var before = tensor.RawData;
            var moved = MemoryMarshal.Cast<byte, float>(before.Span).ToArray()
                .Zip(direction, (a, b) => (float)(a + (step * b))).ToArray();
            tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(moved));
            var result = Inner(Raw(file, x), arriving);
            tensor.RawData = before;
            return result;
        }
    }

    private static double Inner(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static double[] Raw(OnnxFile file, double[] x)
    {
        using var options = OrtRuntime.SessionOptions(new CpuDevice());
        using var session = new InferenceSession(file.ToBytes(), options);
        var (name, sizes) = (session.InputNames[0], session.InputMetadata.Values.First().Dimensions);
        long[] shape = [x.Length / sizes.Skip(1).Aggregate(1, (product, size) => product * size), .. sizes.Skip(1)];
        using var value = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(x, number => (float)number), shape);
        using var run = new RunOptions();
        using var results = session.Run(run, [name], [value], session.OutputNames);
        return Array.ConvertAll(results[0].GetTensorDataAsSpan<float>().ToArray(), number => (double)number);
    }
}
