using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public class DownloadPaceTests
{
    [Theory]
    [InlineData(2_500_000, 10_000_000L, 4, "2.5 of 10.0 MB, 12 s left")]
    [InlineData(10_000_000, 10_000_000L, 4, "10.0 of 10.0 MB, 0 s left")]
    [InlineData(2_500_000, null, 4, "2.5 MB")]
    public void Tells_how_much_has_come_and_how_long_the_rest_takes(long bytes, long? length, int seconds, string expected) =>
        Assert.Equal(expected, DownloadPace.Words(bytes, length, TimeSpan.FromSeconds(seconds)));
}
