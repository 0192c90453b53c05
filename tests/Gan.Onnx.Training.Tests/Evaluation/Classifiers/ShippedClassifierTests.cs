using System.Runtime.CompilerServices;
using Gan.Onnx.Generation;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

/// <summary>The classifier in <c>models/classifier</c>, which all published figures were taken with.</summary>
public sealed class ShippedClassifierTests : IDisposable
{
    private const int Count = 1000;
    private readonly DigitClassifier _classifier;
    private readonly ClassifierManifest _manifest;
    private readonly DatasetFolder _mnist = Mnist.EnsureAsync(null).GetAwaiter().GetResult();

    public ShippedClassifierTests() => (_classifier, _manifest) = DigitClassifier.Load(Folder());

    public void Dispose() => _classifier.Dispose();

    [Fact]
    public void Is_as_accurate_as_its_manifest_says()
    {
        var accuracy = _classifier.Accuracy(_mnist.Read(Mnist.TestImages).Elements, _mnist.Read(Mnist.TestLabels).Elements);

        // Another processor may round one image to the other side.
        Assert.Equal(_manifest.Accuracy, accuracy, 0.0002);
        Assert.True(accuracy >= 0.992, $"accuracy {accuracy}");
    }

    [Theory]
    [InlineData("uniform noise")]
    [InlineData("faint noise")]
    [InlineData("black")]
    [InlineData("grey")]
    [InlineData("white")]
    public void Noise_and_blank_images_have_next_to_no_precision(string kind)
    {
        var real = Balls(_mnist.Read(Mnist.TestImages).Elements[..(Count * MnistOptions.Pixels)]);

        var precision = PrecisionRecall.Between(real, Balls(Draw(kind)), threads: 2).Precision;

        Assert.True(precision <= 0.01, $"precision {precision}");
    }

    [Fact]
    public void Digits_whose_pixels_are_scattered_have_hardly_any_precision()
    {
        var real = Balls(_mnist.Read(Mnist.TestImages).Elements[..(Count * MnistOptions.Pixels)]);

        var precision = PrecisionRecall.Between(real, Balls(Draw("scattered digits")), threads: 2).Precision;

        Assert.True(precision <= 0.1, $"precision {precision}");
    }

    [Fact]
    public void Training_images_have_nearly_full_precision()
    {
        var real = Balls(_mnist.Read(Mnist.TestImages).Elements[..(Count * MnistOptions.Pixels)]);

        var found = PrecisionRecall.Between(real, Balls(_mnist.Read(Mnist.TrainImages).Elements[..(Count * MnistOptions.Pixels)]), threads: 2);

        Assert.True(found is { Precision: > 0.85, Recall: > 0.85 }, $"{found}");
    }

    private Manifold Balls(ReadOnlySpan<byte> images) => Manifold.Of(_classifier.Classify(images).Features, SampleMetrics.Neighbours, threads: 2);

    private byte[] Draw(string kind)
    {
        var numbers = new float[Count * MnistOptions.Pixels];
        switch (kind)
        {
            case "uniform noise":
                new RandomStream(5, 101).Uniform(numbers, 0, 0, 1);
                break;
            case "faint noise":
                new RandomStream(5, 101).Uniform(numbers, 0, 0, 0.2f);
                break;
            case "scattered digits":
                var order = new int[MnistOptions.Pixels];
                var images = _mnist.Read(Mnist.TestImages).Elements;
                for (var i = 0; i < numbers.Length; i++)
                {
                    if (i % order.Length == 0)
                    {
                        new RandomStream(5, 102).Permutation(order, (ulong)(i / order.Length));
                    }

                    numbers[i] = images[i - (i % order.Length) + order[i % order.Length]] / 255f;
                }

                break;
            default:
                Array.Fill(numbers, kind switch { "black" => 0, "grey" => 0.5f, _ => 1 });
                break;
        }

        var greys = new byte[numbers.Length];
        ImageGrid.Quantize(numbers, greys);
        return greys;
    }

    private static string Folder([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "..", "..", "models", "classifier"));
}
