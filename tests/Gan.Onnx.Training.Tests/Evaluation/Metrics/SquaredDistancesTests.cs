using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Tests.Evaluation.Metrics;

/// <summary>Distances and the products they are made of, at sizes on both sides of every tile.</summary>
public class SquaredDistancesTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 8, 3)]
    [InlineData(5, 9, 7)]
    [InlineData(33, 17, 84)]
    [InlineData(70, 3, 2)]
    public void Are_those_of_the_definition(int countX, int countY, int dimension)
    {
        var (x, y) = (Features.Normal(countX, dimension, 1), Features.Normal(countY, dimension, 2));

        var found = All(x, y, threads: 2);

        for (var i = 0; i < countX; i++)
        {
            for (var j = 0; j < countY; j++)
            {
                var expected = 0.0;
                for (var feature = 0; feature < dimension; feature++)
                {
                    expected += Math.Pow(x.Row(i)[feature] - y.Row(j)[feature], 2);
                }

                Assert.Equal(expected, found[i][j], 1e-12 * dimension);
            }
        }
    }

    [Fact]
    public void Equal_rows_have_a_distance_of_exactly_zero()
    {
        var x = Features.Normal(40, 84, 3);

        var found = All(x, x, threads: 2);

        Assert.All(Enumerable.Range(0, 40), row => Assert.Equal(0, found[row][row]));
    }

    [Fact]
    public void Distances_of_whole_numbers_are_exact()
    {
        var pixels = new byte[300 * 784];
        new Random(4).NextBytes(pixels);
        var x = FeatureMatrix.Of(784, pixels);

        var found = All(x, x, threads: 2);

        for (var i = 0; i < x.Count; i++)
        {
            for (var j = 0; j < x.Count; j++)
            {
                var expected = 0L;
                for (var pixel = 0; pixel < 784; pixel++)
                {
                    var difference = pixels[(i * 784) + pixel] - pixels[(j * 784) + pixel];
                    expected += difference * difference;
                }

                Assert.Equal(expected, found[i][j]);
            }
        }
    }

    [Fact]
    public void Number_of_threads_changes_nothing()
    {
        var (x, y) = (Features.Normal(100, 13, 1), Features.Normal(50, 13, 2));

        Assert.Equal(All(x, y, threads: 1), All(x, y, threads: 3));
    }

    [Fact]
    public void Every_row_is_visited_once()
    {
        var visits = new int[300];

        SquaredDistances.ForEachRow(
            Features.Normal(300, 2, 1), Features.Normal(7, 2, 2), threads: 2, (row, _) => Interlocked.Increment(ref visits[row]));

        Assert.All(visits, count => Assert.Equal(1, count));
    }

    [Fact]
    public void At_least_one_thread_is_needed() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => All(Features.Line(1), Features.Line(2), threads: 0));

    [Fact]
    public void Features_of_different_kinds_are_not_compared() =>
        Assert.Throws<ArgumentException>(() => All(Features.Line(1, 2), Features.Rows(2, 1, 2, 3, 4), threads: 1));

    private static double[][] All(FeatureMatrix x, FeatureMatrix y, int threads)
    {
        var rows = new double[x.Count][];
        SquaredDistances.ForEachRow(x, y, threads, (row, distances) => rows[row] = distances.ToArray());
        return rows;
    }
}
