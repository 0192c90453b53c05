using CsCheck;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Tests.Generation.Models;

public sealed class ClassLabelsTests
{
    private static readonly ClassLabels Named = new(5, ["T-shirt/top", "dog, brown", "dog", "0", "Ölbild"]);

    [Theory]
    [InlineData("T-shirt/top", new[] { 0 })]
    [InlineData("t-SHIRT/TOP", new[] { 0 })]
    [InlineData("ölbild", new[] { 4 })]
    [InlineData("2,dog,DOG", new[] { 2, 2, 2 })]
    [InlineData("dog, brown", new[] { 1 })]
    [InlineData("dog, brown,dog,4", new[] { 1, 2, 4 })]
    [InlineData("0", new[] { 3 })]
    [InlineData("01", new[] { 1 })]
    public void Names_and_numbers_are_found(string text, int[] expected)
    {
        Assert.Null(Named.FaultIn(text, out var labels));
        Assert.Equal(expected, labels);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("dog,", "")]
    [InlineData("dog,,dog", "")]
    [InlineData("dog,cat,bird", "cat")]
    [InlineData("dog,brown", "brown")]
    [InlineData("5", "5")]
    [InlineData("-1", "-1")]
    [InlineData("1\0", "1\0")]
    [InlineData("99999999999999", "99999999999999")]
    [InlineData("\u0661", "\u0661")]
    [InlineData("dog ", "dog ")]
    public void What_is_none_is_told(string text, string fault) => Assert.Equal(fault, Named.FaultIn(text, out _));

    [Fact]
    public void Without_names_there_are_numbers_alone()
    {
        var labels = new ClassLabels(3);

        Assert.True(labels.TryFind("2", out var two));
        Assert.Equal(2, two);
        Assert.False(labels.TryFind("3", out _));
        Assert.False(labels.TryFind("dog", out _));
    }

    [Fact]
    public void Every_list_of_names_is_read_as_its_numbers() =>
        Gen.Int[0, 4].Array[1, 20].Sample(wanted =>
            Named.FaultIn(string.Join(',', wanted.Select(label => Named.Names[label])), out var labels) is null
            && labels.SequenceEqual(wanted));

    [Fact]
    public void No_text_is_an_error_of_the_program() =>
        Gen.String.Sample(text => Named.FaultIn(text, out var labels) is not null || labels.All(label => label is >= 0 and < 5));
}
