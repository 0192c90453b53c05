using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Lowerings;

namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>
/// Features of a convolutional network whose weights are random and fixed: they know nothing of the images, so a generator cannot have
/// learned to please them, and a classifier's blind spots are not theirs (random features for the Fréchet distance: Naeem et al. 2020,
/// section 4.3).
/// </summary>
public sealed class RandomFeatures : IDisposable
{
    /// <summary>Features of an image.</summary>
    public const int Dimension = 64;

    private const string Output = "features";
    private const ulong Seed = 0;
    private static readonly PaddingRule Same = new(Same: true, Zeros: 0);

    private readonly ImageSession _session;

    /// <summary>Features of images of one size.</summary>
    public RandomFeatures(ImageSize size) => _session = new ImageSession(Model(size), size);

    /// <summary>The features of images.</summary>
    /// <param name="images">[count, channels · side · side], 0 to 255; at least one image.</param>
    public FeatureMatrix Of(ReadOnlySpan<byte> images) => FeatureMatrix.Of(Dimension, _session.Run(images, Output)[0]);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static byte[] Model(ImageSize size)
    {
        var (channels, side) = size;
        var quarter = (side + 3) / 4;

        // Deviations that keep the size of numbers through ReLU (He et al. 2015, section 2.2), and biases that differ, so that units do.
        var network = new Network("random", new NetworkOptions(new InitializerOptions(new Normal(1), new Normal(0.1)),
        [
            new Unflatten(channels, side, side),
            new Conv2d(channels, 16, KernelSize: 5, Stride: 2, Same, Bias: true), // [16, ⌈side / 2⌉, ⌈side / 2⌉]
            new ReLU(),
            new Conv2d(16, 32, KernelSize: 5, Stride: 2, Same, Bias: true), // [32, quarter, quarter]
            new ReLU(),
            new Flatten(),
            new Linear(32 * quarter * quarter, Dimension),
            new ReLU(),
        ]));
        var graph = new GraphBuilder("random_features");
        var images = graph.Input(EngineGraph.Images, new Shape(new Dimension("N"), channels, side, side));
        var parameters = new Dictionary<string, Value>();
        for (var i = 0; i < network.Parameters.Count; i++)
        {
            var spec = network.Parameters[i];
            var values = new float[spec.Shape.ElementCount];
            network.Initialize(i, values, new RandomStream(Seed, EvaluationStreams.RandomFeatures));
            if (spec.Role == ParameterRole.Weight)
            {
                var scale = MathF.Sqrt(2f / spec.Fan.In);
                values = Array.ConvertAll(values, value => value * scale);
            }

            parameters[spec.Name] = graph.Initializer<float>(spec.Name, spec.Shape, values);
        }

        var pass = new ForwardPass(graph, parameters, PassMode.Inference, Lowering.Conv);
        graph.Output(Output, network.Forward(pass, images.Reshape(new Shape(new Dimension("N"), size.Length))));
        return ModelWriter.Write(graph);
    }
}
