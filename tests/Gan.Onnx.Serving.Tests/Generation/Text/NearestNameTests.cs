using Gan.Onnx.Generation.Text;

namespace Gan.Onnx.Serving.Tests.Generation.Text;

public class NearestNameTests
{
    [Theory]
    [InlineData("cuont", "count")]
    [InlineData("COUNT", "count")]
    [InlineData("sed", "seed")]
    [InlineData("column", "columns")]
    [InlineData("scael", "scale")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("digit", null)]
    [InlineData("format", null)]
    public void A_slip_is_recognised_and_a_foreign_word_is_not(string name, string? nearest) =>
        Assert.Equal(nearest, NearestName.Find(name, ["count", "seed", "columns", "scale"]));

    [Theory]
    [InlineData("vanila", "Did you mean 'vanilla'? ")]
    [InlineData("mlp_dropout", "Did you mean 'mlp-dropout'? ")]
    [InlineData("dcgan", "")]
    [InlineData("x", "")]
    [InlineData("", "")]
    public void Suggests_only_what_is_close(string typed, string suggestion) =>
        Assert.Equal(suggestion, NearestName.Suggestion(typed, ["vanilla", "mlp", "mlp-dropout"]));

    [Theory]
    [InlineData("mlp", "mlp", 0)]
    [InlineData("MLP", "mlp", 0)]
    [InlineData("mpl", "mlp", 2)]
    [InlineData("", "mlp", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits(string left, string right, int edits)
    {
        Assert.Equal(edits, NearestName.Distance(left, right));
        Assert.Equal(edits, NearestName.Distance(right, left));
    }
}
