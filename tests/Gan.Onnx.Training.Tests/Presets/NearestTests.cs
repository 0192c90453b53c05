using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Presets;

public class NearestTests
{
    [Theory]
    [InlineData("mlp", "mlp", 0)]
    [InlineData("MLP", "mlp", 0)]
    [InlineData("mpl", "mlp", 2)]
    [InlineData("", "mlp", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits(string left, string right, int edits)
    {
        Assert.Equal(edits, Nearest.Distance(left, right));
        Assert.Equal(edits, Nearest.Distance(right, left));
    }

    [Theory]
    [InlineData("vanila", "Did you mean 'vanilla'? ")]
    [InlineData("mlp_dropout", "Did you mean 'mlp-dropout'? ")]
    [InlineData("dcgan", "")]
    [InlineData("x", "")]
    [InlineData("", "")]
    public void Suggests_only_what_is_close(string typed, string suggestion) =>
        Assert.Equal(suggestion, Nearest.Suggestion(typed, ["vanilla", "mlp", "mlp-dropout"]));
}
