using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class GaussianSourceTests
{
    [Fact]
    public void Has_the_mean_and_deviation_asked_for()
    {
        var source = new GaussianSource(4, 0.5f, 100_000, 50, new RandomStream(1, 0));
        var batch = new float[100_000];
        source.Fill(0, batch);

        var mean = batch.Average();
        var deviation = Math.Sqrt(batch.Average(x => (x - mean) * (x - mean)));

        // Five standard errors: 0.5 / √100000 and 0.5 / √200000.
        Assert.InRange(mean, 4 - 0.008, 4 + 0.008);
        Assert.InRange(deviation, 0.5 - 0.0056, 0.5 + 0.0056);
    }

    [Fact]
    public void A_batch_depends_on_nothing_but_its_step()
    {
        var source = new GaussianSource(0, 1, 8, 50, new RandomStream(1, 0));
        float[] first = new float[8], second = new float[8], again = new float[8];

        source.Fill(0, first);
        source.Fill(1, second);
        source.Fill(0, again);

        Assert.Equal(first, again);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Never_ends()
    {
        var source = new GaussianSource(0, 1, 8, 50, new RandomStream(1, 0));

        Assert.Equal(50, source.StepsPerEpoch);
        Assert.Equal(8, source.BatchSize(1_000_000));
        Assert.Equal(8_000_000, source.ItemsBefore(1_000_000));
    }

    [Fact]
    public void Other_parameters_have_another_sum()
    {
        Assert.Equal(
            new GaussianSource(4, 0.5f, 8, 50, default).Sha256, new GaussianSource(4, 0.5f, 16, 50, new RandomStream(1, 0)).Sha256);
        Assert.NotEqual(new GaussianSource(4, 0.5f, 8, 50, default).Sha256, new GaussianSource(4, 0.25f, 8, 50, default).Sha256);
    }

    [Fact]
    public void Refuses_a_destination_of_another_length()
    {
        var source = new GaussianSource(0, 1, 8, 50, default);

        var error = Assert.Throws<ArgumentException>(() => source.Fill(0, new float[7]));

        Assert.Contains("A batch has 8 numbers, the destination has 7", error.Message, StringComparison.Ordinal);
    }
}
