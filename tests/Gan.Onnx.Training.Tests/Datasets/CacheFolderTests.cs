using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class CacheFolderTests
{
    [Theory]
    [InlineData("/own", "/xdg", "/home/a", "/own/mnist")]
    [InlineData(null, "/xdg", "/home/a", "/xdg/gan-onnx/mnist")]
    [InlineData("", "/xdg", "/home/a", "/xdg/gan-onnx/mnist")]
    [InlineData(null, null, "/home/a", "/home/a/.cache/gan-onnx/mnist")]
    [InlineData(null, "relative", "/home/a", "/home/a/.cache/gan-onnx/mnist")]
    public void Follows_the_environment(string? own, string? xdg, string? home, string expected)
    {
        var environment = new Dictionary<string, string?> { ["GAN_ONNX_CACHE"] = own, ["XDG_CACHE_HOME"] = xdg, ["HOME"] = home };

        Assert.Equal(expected, CacheFolder.For("mnist", name => environment.GetValueOrDefault(name)));
    }

    [Fact]
    public void Takes_a_relative_own_folder_from_the_current_one()
    {
        var path = CacheFolder.For("mnist", name => name == "GAN_ONNX_CACHE" ? "cache" : null);

        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "cache", "mnist"), path);
    }

    [Fact]
    public void Says_what_to_set_when_there_is_no_home()
    {
        var error = Assert.Throws<DatasetException>(() => CacheFolder.For("mnist", name => name == "HOME" ? "" : null));

        Assert.Contains("Set GAN_ONNX_CACHE", error.Message, StringComparison.Ordinal);
    }
}
