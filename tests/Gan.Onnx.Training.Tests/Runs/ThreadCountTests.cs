using System.Text.Json;
using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Runs;

public class ThreadCountTests
{
    /// <summary>
    /// Networks of the image presets' sizes, on scalars: the matrix products are large enough to be shared among threads.
    /// </summary>
    [Fact]
    public void One_thread_and_two_train_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var scalars = PresetSource.Load("gaussian-1d", []);
        var wide = scalars with
        {
            Name = "wide",
            Latent = scalars.Latent with { Size = 100 },
            Generator = scalars.Generator with
            {
                Layers = [new Linear(100, 256), new ReLU(), new Linear(256, 784), new Tanh(), new Linear(784, 1)],
            },
            Discriminator = scalars.Discriminator with
            {
                Layers = [new Linear(1, 784), new Tanh(), new Linear(784, 256), new LeakyReLU(0.2), new Linear(256, 1)],
            },
        };
        File.WriteAllText(folder["wide.json"], JsonSerializer.Serialize(wide, PresetJson.Options));

        foreach (var threads in new[] { "1", "2" })
        {
            TrainingProcess.Run("train", "--preset", folder["wide.json"], "--run", folder[threads], "--steps", "12", "--threads", threads);
        }

        const string Weights = "checkpoint/weights-000000012.safetensors";
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder["1"], Weights)), File.ReadAllBytes(Path.Combine(folder["2"], Weights)));
    }
}
