using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

public class InceptionScoreTests
{
    [Fact]
    public void Certain_samples_of_all_classes_score_the_number_of_classes() =>
        Assert.Equal(3, InceptionScore.Of(Features.Rows(3, 1, 0, 0, 0, 1, 0, 0, 0, 1)), 1e-12);

    [Fact]
    public void Certain_samples_of_one_class_score_one() => Assert.Equal(1, InceptionScore.Of(Features.Rows(2, 0, 1, 0, 1)), 1e-12);

    [Fact]
    public void Uncertain_samples_score_one() => Assert.Equal(1, InceptionScore.Of(Features.Rows(2, 0.5, 0.5, 0.5, 0.5)), 1e-12);

    [Fact]
    public void Is_the_exponential_of_the_mean_divergence()
    {
        // Marginal (¾, ¼); divergences ½ ln ⅔ + ½ ln 2 and ln 4⁄3.
        var divergences = (0.5 * Math.Log(2 / 3.0)) + (0.5 * Math.Log(2)) + Math.Log(4 / 3.0);

        Assert.Equal(Math.Exp(divergences / 2), InceptionScore.Of(Features.Rows(2, 0.5, 0.5, 1, 0)), 1e-12);
    }
}
