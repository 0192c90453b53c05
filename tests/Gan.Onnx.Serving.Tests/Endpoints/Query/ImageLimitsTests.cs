using Gan.Onnx.Generation.Latents;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Endpoints.Query;

namespace Gan.Onnx.Serving.Tests.Endpoints.Query;

public class ImageLimitsTests
{
    [Theory]
    [InlineData(1, 1024, 3, true)]
    [InlineData(2, 1024, 3, false)]
    [InlineData(4, 1024, 1, true)]
    [InlineData(341, 64, 3, true)]
    [InlineData(342, 64, 3, false)]
    [InlineData(120 * 16, 28, 1, true)]
    public void One_request_makes_so_many_values(int count, int side, int channels, bool isAllowed) =>
        Assert.Equal(isAllowed, ImageLimits.FaultOfImages(count, Model(channels, side)) is null);

    [Fact]
    public void A_refusal_says_how_many_there_would_be_and_what_to_do() => Assert.Equal(
        "100 images of [3, 512, 512] have 78643200 values; at most 4194304 are made for one request. Ask for fewer images.",
        ImageLimits.FaultOfImages(100, Model(3, 512)));

    private static Manifest Model(int channels, int side) => new("", "p", 1, new NormalLatent(0, 1), 0, [channels, side, side]);
}
