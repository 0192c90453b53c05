using Gan.Onnx.Serving.Endpoints.Query;

namespace Gan.Onnx.Serving.Tests.Endpoints.Query;

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
}
