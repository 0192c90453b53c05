using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Networks.Initializers;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Presets;

/// <summary>The numbers of the reference systems, written down a second time.</summary>
public class BuiltInPresetTests
{
    private static readonly InitializerOptions PyTorch = new(new UniformFanIn(), new UniformFanIn());
    private static readonly InitializerOptions TensorFlow = new(new GlorotUniform(), new Zeros());

    [Fact]
    public void Vanilla_has_the_numbers_of_its_source() => Has(
        "vanilla",
        [new Linear(100, 128), new LeakyReLU(0.01), new Linear(128, 784), new Tanh()],
        [new Linear(784, 128), new LeakyReLU(0.01), new Linear(128, 1)],
        TensorFlow,
        new Images(-1, 1, 100, LastBatch.Drop),
        new LatentOptions(100, new UniformLatent(-1, 1)),
        new BceWithLogits(0.9, 0, 1),
        new Adam(0.002, 0.9, 0.999, 1e-8),
        epochs: 500,
        GeneratorLatents.Reuse);

    [Fact]
    public void Mlp_has_the_numbers_of_its_source()
    {
        Has(
            "mlp",
            [new Linear(100, 128), new ReLU(), new Linear(128, 256), new ReLU(), new Linear(256, 784), new Tanh()],
            [new Linear(784, 256), new LeakyReLU(0.2), new Linear(256, 128), new LeakyReLU(0.2), new Linear(128, 1)],
            PyTorch,
            new Images(-1, 1, 128, LastBatch.Keep),
            new LatentOptions(100, new NormalLatent(0, 1)),
            new BceWithLogits(1, 0, 1),
            new Adam(2e-4, 0.5, 0.999, 1e-8),
            epochs: 100,
            GeneratorLatents.Fresh);
        Assert.Equal(42, PresetSource.Load("mlp", []).Schedule.Seed);
    }

    [Fact]
    public void Mlp_dropout_has_the_numbers_of_its_source() => Has(
        "mlp-dropout",
        [
            new Linear(100, 32), new LeakyReLU(0.2), new Dropout(0.3),
            new Linear(32, 64), new LeakyReLU(0.2), new Dropout(0.3),
            new Linear(64, 128), new LeakyReLU(0.2), new Dropout(0.3),
            new Linear(128, 784), new Tanh(),
        ],
        [
            new Linear(784, 128), new LeakyReLU(0.2), new Dropout(0.3),
            new Linear(128, 64), new LeakyReLU(0.2), new Dropout(0.3),
            new Linear(64, 32), new LeakyReLU(0.2), new Dropout(0.3),
            new Linear(32, 1),
        ],
        PyTorch,
        new Images(-1, 1, 64, LastBatch.Keep),
        new LatentOptions(100, new UniformLatent(-1, 1)),
        new BceWithLogits(1, 0, 1),
        new Adam(0.002, 0.9, 0.999, 1e-8),
        epochs: 100,
        GeneratorLatents.Fresh);

    [Fact]
    public void Gaussian_1d_learns_scalars_of_mean_4_and_deviation_one_half()
    {
        var preset = PresetSource.Load("gaussian-1d", []);

        var data = Assert.IsType<GaussianOptions>(preset.Data);
        Assert.Equal((4, 0.5), (data.Mean, data.Std));
        Assert.Equal(new LatentOptions(8, new UniformLatent(-1, 1)), preset.Latent);
        Assert.Equal([new Linear(8, 16), new Softplus(), new Linear(16, 1)], preset.Generator.Layers);
        Assert.Equal([new Linear(1, 32), new ReLU(), new Linear(32, 32), new ReLU(), new Linear(32, 1)], preset.Discriminator.Layers);
    }

    private static void Has(
        string name,
        Layer[] generator,
        Layer[] discriminator,
        InitializerOptions initializers,
        Images images,
        LatentOptions latent,
        BceWithLogits loss,
        Adam adam,
        int epochs,
        GeneratorLatents generatorLatents)
    {
        var preset = PresetSource.Load(name, []);

        Assert.Equal(name, preset.Name);
        Assert.Equal(generator, preset.Generator.Layers);
        Assert.Equal(discriminator, preset.Discriminator.Layers);
        Assert.Equal(initializers, preset.Generator.Initializer);
        Assert.Equal(initializers, preset.Discriminator.Initializer);
        var data = Assert.IsType<MnistOptions>(preset.Data);
        Assert.Equal(images, new Images(data.Range[0], data.Range[1], data.Batch, data.LastBatch));
        Assert.Equal(latent, preset.Latent);
        Assert.Equal(loss, preset.Loss);
        Assert.Equal(new OptimizerOptions(adam, adam), preset.Optimizers);
        Assert.Equal((epochs, generatorLatents), (preset.Schedule.Epochs, preset.Schedule.GeneratorLatents));
    }

    private sealed record Images(double Black, double White, int Batch, LastBatch LastBatch);
}
