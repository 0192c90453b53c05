using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public class NaturalOrderTests
{
    [Theory]
    [InlineData("0 1 2 9 10 11 100")]
    [InlineData("a1b2 a1b10 a2 a10 b")]
    [InlineData("B a")]
    [InlineData("class class-2 class-10 class10")]
    [InlineData("01 1 002 2 3")]
    [InlineData("99999999999999999999 100000000000000000000")]
    public void Numbers_count_by_their_value(string names)
    {
        var expected = names.Split(' ');

        Assert.Equal(expected, expected.Reverse().Order(NaturalOrder.Comparer));
    }
}
