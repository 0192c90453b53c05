using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

/// <summary>The classifier in <c>models/classifier</c>, which all published figures were taken with.</summary>
public sealed class ShippedClassifierTests(ShippedClassifier shipped) : IClassFixture<ShippedClassifier>
{
    private const int Count = 1000;

    [Fact]
    public void Is_as_accurate_as_its_manifest_says()
    {
        var accuracy = shipped.Accuracy();

        // Another processor may round one image to the other side.
        Assert.Equal(shipped.Manifest.Accuracy, accuracy, 0.0002);
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
        var (precision, density) = Judge(Draw(kind));

        Assert.True(precision <= 0.03 && density <= 0.01, $"precision {precision}, density {density}");
    }

    [Fact]
    public void Digits_whose_pixels_are_scattered_have_hardly_any_density()
    {
        // Precision is high where a single odd digit has no neighbours but scattered ones; density counts all balls.
        var (precision, density) = Judge(Draw("scattered digits"));

        Assert.True(density <= 0.1, $"precision {precision}, density {density}");
    }

    [Fact]
    public void Training_images_have_nearly_full_precision_and_density()
    {
        var (precision, density) = Judge(shipped.Digits.Read(Mnist.TrainImages).Elements[..(Count * MnistOptions.Pixels)]);

        Assert.True(precision > 0.9 && density > 0.9, $"precision {precision}, density {density}");
    }

    private (double Precision, double Density) Judge(ReadOnlySpan<byte> images)
    {
        var (real, judged) = (shipped.Real, shipped.Balls(images));
        return (
            PrecisionRecall.Between(real, judged, threads: 2).Precision,
            DensityCoverage.Between(real, judged.Features, threads: 2).Density);
    }

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
                var images = shipped.Digits.Read(Mnist.TestImages).Elements;
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
}
