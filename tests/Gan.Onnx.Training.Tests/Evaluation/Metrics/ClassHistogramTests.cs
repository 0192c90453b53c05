using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

public class ClassHistogramTests
{
    [Fact]
    public void Counts_every_class() => Assert.Equal([1, 0, 3], ClassHistogram.Of([2, 0, 2, 2], 3).Counts);

    [Fact]
    public void Equal_counts_do_not_diverge() =>
        Assert.Equal(0, ClassHistogram.Of([0, 1, 2, 3, 3, 2, 1, 0], 4).DivergenceFromUniform(), 1e-12);

    [Fact]
    public void Single_class_diverges_by_the_logarithm_of_the_classes() =>
        Assert.Equal(Math.Log(10), ClassHistogram.Of([7, 7, 7], 10).DivergenceFromUniform(), 1e-12);

    [Fact]
    public void Divergence_is_taken_from_the_histogram_to_uniform() =>
        // ¾ ln(¾ · 2) + ¼ ln(¼ · 2); the other way round it would be 0.1438.
        Assert.Equal(0.13081203594113694, ClassHistogram.Of([0, 0, 0, 1], 2).DivergenceFromUniform(), 1e-12);

    [Fact]
    public void No_labels_are_refused() => Assert.Throws<ArgumentException>(() => ClassHistogram.Of([], 10));

    [Fact]
    public void Agreement_is_the_share_of_equal_labels() => Assert.Equal(0.75, LabelAgreement.Of([1, 2, 3, 4], [1, 2, 3, 5]));

    [Fact]
    public void Agreement_of_each_class_counts_what_was_asked_for() =>
        Assert.Equal([0.5, 1, null], LabelAgreement.OfEach([0, 0, 1], [0, 1, 1], 3));

    [Fact]
    public void Agreement_of_nothing_is_refused() => Assert.Throws<ArgumentException>(() => LabelAgreement.Of([], []));

    [Fact]
    public void Agreement_of_lists_that_do_not_match_is_refused() => Assert.StartsWith(
        "Labels are compared one by one; 1 were asked for and 2 recognised.",
        Assert.Throws<ArgumentException>(() => LabelAgreement.Of([1], [1, 2])).Message);
}
