using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

public class FeatureMatrixTests
{
    [Fact]
    public void Rows_are_the_numbers_in_order()
    {
        var features = FeatureMatrix.Of(2, [1f, 2, 3, 4, 5, 6]);

        Assert.Equal((3, 2), (features.Count, features.Dimension));
        Assert.Equal([3, 4], features.Row(1).ToArray());
    }

    [Fact]
    public void Pixels_are_grey_levels() => Assert.Equal([0, 255], FeatureMatrix.Of(2, new byte[] { 0, 255 }).Row(0).ToArray());

    [Fact]
    public void Numbers_that_do_not_fill_the_shape_are_refused() => Assert.StartsWith(
        "Features need at least one row and one column and exactly count · dimension numbers; "
        + "count is 2, dimension is 2, 3 numbers were given.",
        Assert.Throws<ArgumentException>(() => new FeatureMatrix(2, 2, [1, 2, 3])).Message);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    public void No_features_are_refused(int count, int dimension) => Assert.StartsWith(
        "Features need at least one row and one column",
        Assert.Throws<ArgumentException>(() => new FeatureMatrix(count, dimension, [])).Message);

    [Theory]
    [InlineData(0, "Feature 0 of row 0 is")]
    [InlineData(5, "Feature 1 of row 2 is")]
    public void Number_that_is_not_finite_is_refused_by_place(int place, string expected)
    {
        double[] numbers = [1, 2, 3, 4, 5, 6];
        numbers[place] = double.NaN;

        Assert.StartsWith(
            $"{expected} NaN, expected a finite number.",
            Assert.Throws<ArgumentException>(() => new FeatureMatrix(3, 2, numbers)).Message);
    }

    [Fact]
    public void Features_of_different_kinds_are_not_compared() => Assert.StartsWith(
        "Features of one kind are compared; the first rows have 2 features, the second 1.",
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(Features.Rows(2, 1, 2, 3, 4), Features.Line(1, 2))).Message);
}
