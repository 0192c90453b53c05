using System.Globalization;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

public sealed class NpmClientTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>npm's own limits are three tries of 300 seconds each.</summary>
    [Fact]
    public async Task Tells_npm_to_give_up_within_half_a_minute_where_nothing_answers()
    {
        var tiny = new TinyDataset(_folder);
        var npm = tiny.Script($"printf '%s\\n' \"$@\" > '{_folder["arguments"]}'\nexit 1");

        await Assert.ThrowsAsync<DatasetException>(() => npm.PackAsync(tiny.Package, _folder.Path, default));

        var words = File.ReadAllLines(_folder["arguments"]).ToList();
        int Value(string option) => int.Parse(words[words.IndexOf(option) + 1], CultureInfo.InvariantCulture);
        var retries = Value("--fetch-retries");
        Assert.InRange(retries, 1, 5);
        Assert.InRange(((retries + 1) * Value("--fetch-timeout")) + (retries * Value("--fetch-retry-maxtimeout")), 10_000, 30_000);
        Assert.True(Value("--fetch-retry-mintimeout") <= Value("--fetch-retry-maxtimeout"));
    }
}
