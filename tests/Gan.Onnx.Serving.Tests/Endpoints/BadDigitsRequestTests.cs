using System.Net;
using Gan.Onnx.Serving.Tests.Hosting;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>What is refused leaves nothing behind, so one server is asked all of it.</summary>
public class BadDigitsRequestTests(BadDigitsRequestTests.Asked asked) : IClassFixture<BadDigitsRequestTests.Asked>
{
    private const string Names = "count, seed, digit, columns, scale, padding, format, invert, truncation, model, version";
    private const string DigitList = "'digit' must be whole numbers from 0 to 9 with commas between them, at most 100; received ";
    private const string TruncationRange = "'truncation' must be a decimal number from 0 to 1, such as 0.8; received ";
    private const string CountRange = "'count' must be a whole number from 1 to 100; received ";

    [Theory]
    [InlineData("count=0", "count", CountRange + "'0'.")]
    [InlineData("count=-1", "count", CountRange + "'-1'.")]
    [InlineData("count=101", "count", CountRange + "'101'.")]
    [InlineData("count=1e9", "count", CountRange + "'1e9'.")]
    [InlineData("count=NaN", "count", CountRange + "'NaN'.")]
    [InlineData("count=abc", "count", CountRange + "'abc'.")]
    [InlineData("count=", "count", CountRange + "''.")]
    [InlineData("count", "count", CountRange + "''.")]
    [InlineData("count=99999999999", "count", CountRange + "'99999999999'.")]
    [InlineData("count=99999999999999999999999", "count", CountRange + "'99999999999999999999999'.")]
    [InlineData("count=16.0", "count", CountRange + "'16.0'.")]
    [InlineData("count=0x10", "count", CountRange + "'0x10'.")]
    [InlineData("count=%2B5", "count", CountRange + "'+5'.")]
    [InlineData("count=+5", "count", CountRange + "' 5'.")]
    [InlineData("count=5%20", "count", CountRange + "'5 '.")]
    [InlineData("count=1,000", "count", CountRange + "'1,000'.")]
    [InlineData("count=%00", "count", CountRange + "'\\u0000'.")]
    [InlineData("count=5%00", "count", CountRange + "'5\\u0000'.")]
    [InlineData("count=%0d%0aX-Evil:1", "count", CountRange + "'\\u000d\\u000aX-Evil:1'.")]
    [InlineData("count=%d9%a1%d9%a6", "count", CountRange + "'١٦'.")]
    [InlineData("count=4&count=4", "count", "'count' is given 2 times (4,4). Give it once.")]
    [InlineData("seed=-1", "seed", "'seed' must be a whole number from 0 to 18446744073709551615; received '-1'.")]
    [InlineData(
        "seed=18446744073709551616", "seed",
        "'seed' must be a whole number from 0 to 18446744073709551615; received '18446744073709551616'.")]
    [InlineData("seed=abc", "seed", "'seed' must be a whole number from 0 to 18446744073709551615; received 'abc'.")]
    [InlineData("seed=1.5", "seed", "'seed' must be a whole number from 0 to 18446744073709551615; received '1.5'.")]
    [InlineData("columns=0", "columns", "'columns' must be a whole number from 1 to 16; received '0'.")]
    [InlineData("columns=17", "columns", "'columns' must be a whole number from 1 to 16; received '17'.")]
    [InlineData("count=100&columns=101", "columns", "'columns' must be a whole number from 1 to 100; received '101'.")]
    [InlineData("count=2&columns=3", "columns", "'columns' must be a whole number from 1 to 2; received '3'.")]
    [InlineData("digit=10", "digit", DigitList + "'10'.")]
    [InlineData("digit=seven", "digit", DigitList + "'seven'.")]
    [InlineData("digit=", "digit", DigitList + "''.")]
    [InlineData("digit=3,", "digit", DigitList + "'3,'.")]
    [InlineData("digit=3,%201", "digit", DigitList + "'3, 1'.")]
    [InlineData("padding=29", "padding", "'padding' must be a whole number from 0 to 28; received '29'.")]
    [InlineData("invert=1", "invert", "'invert' must be true or false; received '1'.")]
    [InlineData("truncation=1.5", "truncation", TruncationRange + "'1.5'.")]
    [InlineData("truncation=.5", "truncation", TruncationRange + "'.5'.")]
    [InlineData("truncation=1e-1", "truncation", TruncationRange + "'1e-1'.")]
    [InlineData("truncation=0.5.5", "truncation", TruncationRange + "'0.5.5'.")]
    [InlineData("format=gif", "format", "'format' must be one of png, json, npy; received 'gif'.")]
    [InlineData("model=a/b", "model", "'model' must be a model's name, see /models; received 'a/b'.")]
    [InlineData("version=XYZ", "version", "'version' must be 8 to 64 lower-case hexadecimal digits; received 'XYZ'.")]
    [InlineData(
        "count=100&scale=16", "scale",
        "The picture would have 20070400 pixels (4480 by 4480); at most 4194304 are drawn. Choose a smaller scale, or fewer images.")]
    [InlineData(
        "digit=7", "digit",
        "The model 'fixture' was trained without labels, so it cannot be asked for a digit. "
        + "Leave 'digit' out, or have a conditional model served.")]
    [InlineData("scale=0", "scale", "'scale' must be a whole number from 1 to 16; received '0'.")]
    [InlineData("scale=17", "scale", "'scale' must be a whole number from 1 to 16; received '17'.")]
    [InlineData("counts=4", "counts", "There is no parameter 'counts'; known are " + Names + ". Did you mean 'count'?")]
    [InlineData("Count=4", "Count", "There is no parameter 'Count'; known are " + Names + ". Did you mean 'count'?")]
    [InlineData("colums=4", "colums", "There is no parameter 'colums'; known are " + Names + ". Did you mean 'columns'?")]
    [InlineData("size=3", "size", "There is no parameter 'size'; known are " + Names + ".")]
    [InlineData("=4", "", "There is no parameter ''; known are " + Names + ".")]
    public async Task Is_refused_with_the_parameter_its_range_and_the_value(string query, string parameter, string message)
    {
        using var response = await asked.Client.GetAsync($"/digits?{query}");

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal(parameter, error.Name);
        Assert.Equal(message, Assert.Single(error.Value.EnumerateArray()).GetString());
        Assert.False(response.Headers.Contains("X-Seed"));
    }

    [Fact]
    public async Task Every_fault_is_reported_at_once()
    {
        using var response = await asked.Client.GetAsync("/digits?count=0&seed=x&scale=99&shape=round");

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal(
            ["count", "scale", "seed", "shape"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task A_long_value_is_quoted_in_part()
    {
        using var response = await asked.Client.GetAsync($"/digits?count={new string('9', 4000)}");

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal($"{CountRange}'{new string('9', 40)}…'.", problem.GetProperty("errors").GetProperty("count")[0].GetString());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Another_method_is_refused_with_those_allowed(string method)
    {
        using var response = await asked.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/digits"));

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order());
        Assert.Equal($"'/digits' does not allow {method}; it allows GET, HEAD.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("/digit")]
    [InlineData("/digits/1")]
    [InlineData("/models/a/b")]
    [InlineData("/..%2f..%2fetc/passwd")]
    public async Task Another_path_is_not_found_and_says_where_to_look(string path)
    {
        using var response = await asked.Client.GetAsync(path);

        var problem = await ProblemAssert.ReadAsync(response, HttpStatusCode.NotFound);
        Assert.Contains("/openapi/v1.json", problem.GetProperty("detail").GetString());
    }

    public sealed class Asked : IAsyncDisposable
    {
        private readonly TestServer _server = new();

        public Asked() => Client = _server.CreateClient();

        internal HttpClient Client { get; }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
