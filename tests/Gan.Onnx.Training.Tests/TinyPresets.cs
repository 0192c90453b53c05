using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests;

/// <summary>Presets small enough for tests that run whole steps.</summary>
internal static class TinyPresets
{
    /// <summary>Scalars, with every kind of layer that the fully connected presets use.</summary>
    public static Preset Scalars(string name = "tiny") => new(
        name,
        "Scalars, for tests.",
        "None.",
        new GaussianOptions(Mean: 4, Std: 0.5, SamplesPerEpoch: 64, Batch: 8),
        new LatentOptions(3, new UniformLatent(-1, 1)),
        new NetworkOptions(
            Uniform, [new Linear(3, 8), new LeakyReLU(0.2), new Dropout(0.3), new Linear(8, 6), new Softplus(), new Linear(6, 1)]),
        new NetworkOptions(
            Uniform, [new Linear(1, 8), new LeakyReLU(0.2), new Dropout(0.3), new Linear(8, 7), new Tanh(), new Linear(7, 1)]),
        new BceWithLogits(RealTarget: 0.9, FakeTarget: 0, GeneratorTarget: 1),
        [],
        new OptimizerOptions(new Adam(0.01, 0.5, 0.999, 1e-8), new Adam(0.02, 0.9, 0.99, 1e-8)),
        new ScheduleOptions(Epochs: 2, Seed: 5, DiscriminatorPretraining: 0, GeneratorLatents.Fresh),
        Ema: null,
        Shortcuts: new Dictionary<string, string>());

    /// <summary>Images, with one layer a network.</summary>
    public static Preset Images() => Scalars("tiny-images") with
    {
        Data = new MnistOptions([-1, 1], 4, LastBatch.Keep, HoldOut: 0),
        Generator = new NetworkOptions(Uniform, [new Linear(3, 784), new Tanh()]),
        Discriminator = new NetworkOptions(Uniform, [new Linear(784, 1)]),
    };

    /// <summary>Images of ten classes, drawn and judged by their labels.</summary>
    public static Preset Labels() => Images() with
    {
        Name = "tiny-labels",
        Generator = new NetworkOptions(Uniform, [new Embedding(10, 4), new Linear(7, 784), new Tanh()]),
        Discriminator = new NetworkOptions(Uniform, [new Linear(784, 6), new Tanh(), new Projection(6, 10)]),
        Loss = new Relativistic(),
        Penalties = [new R1(0.5), new R2(0.5)],
        Ema = new EmaOptions(20),
    };

    /// <summary>Scalars, with layers in both networks that carry a vector from step to step.</summary>
    public static Preset SpectralNorms() => Scalars("tiny-spectral-norms") with
    {
        Generator = new NetworkOptions(Uniform, [new SpectralNorm(new Linear(3, 8)), new LeakyReLU(0.2), new Linear(8, 1)]),
        Discriminator = new NetworkOptions(
            Uniform,
            [
                new SpectralNorm(new Linear(1, 8)),
                new LeakyReLU(0.2),
                new Dropout(0.3),
                new SpectralNorm(new Linear(8, 7)),
                new Tanh(),
                new Linear(7, 1),
            ]),
    };

    private static InitializerOptions Uniform { get; } = new(new UniformFanIn(), new UniformFanIn());
}
