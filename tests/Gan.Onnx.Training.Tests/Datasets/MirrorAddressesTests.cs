using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public class MirrorAddressesTests
{
    private static readonly Uri[] Own = [new("https://own.example/")];

    [Theory]
    [InlineData(null, "https://own.example/")]
    [InlineData(" ", "https://own.example/")]
    [InlineData("http://a.example/mnist", "http://a.example/mnist/")]
    [InlineData("http://a.example/mnist/, https://b.example/", "http://a.example/mnist/ https://b.example/")]
    public void Come_from_the_variable_or_are_the_data_sets_own(string? value, string expected) =>
        Assert.Equal(expected, string.Join(' ', MirrorAddresses.Of("MIRRORS", Own, name => name == "MIRRORS" ? value : null)));

    [Theory]
    [InlineData("mnist")]
    [InlineData("/srv/mnist")]
    [InlineData("ftp://a.example/")]
    public void Are_web_addresses(string value)
    {
        var error = Assert.Throws<DatasetException>(() => MirrorAddresses.Of("MIRRORS", Own, _ => value));

        Assert.StartsWith($"MIRRORS: '{value}' is not an http or https address.", error.Message, StringComparison.Ordinal);
    }
}
