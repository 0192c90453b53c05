using System.Net;
using System.Text.Json;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>How large a picture may be, and that nothing but a picture is measured.</summary>
public sealed class PictureLimitTests : IDisposable
{
    private readonly ModelFolder _folder = new("conditional");
    private readonly TestServer _server;
    private readonly HttpClient _client;

    public PictureLimitTests()
    {
        _server = TestServer.Conditional(_folder);
        _client = _server.CreateClient();
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/digits?count=100&scale=16&format=json", "application/json")]
    [InlineData("/digits?count=100&scale=16&format=npy", "application/x-npy")]
    [InlineData("/digits?count=100&scale=7", "image/png")]
    [InlineData("/digits/interpolation?from=1&to=2&frames=120&scale=16&format=json", "application/json")]
    [InlineData("/digits/interpolation?from=1&to=2&frames=20&scale=16", "image/png")]
    [InlineData("/digits/text/0123456789012345678901234567?scale=16", "image/png")]
    public async Task What_is_not_too_large_a_picture_is_answered(string path, string type)
    {
        using var response = await _client.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/digits?count=100&scale=8", "scale", "The picture would have 5017600 pixels (2240 by 2240);")]
    [InlineData(
        "/digits/interpolation?from=1&to=2&frames=21&scale=16", "scale", "The picture would have 4214784 pixels (448 by 448, 21 frames);")]
    [InlineData("/digits/text/01234567890123456789012345678?scale=16", "scale", "The picture would have 4214784 pixels (9408 by 448);")]
    public async Task What_is_too_large_is_told_by_its_size(string path, string parameter, string message)
    {
        using var response = await _client.GetAsync(path);
        var errors = (await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.StartsWith(message, errors.GetProperty(parameter)[0].GetString());
    }

    [Theory]
    [InlineData("/digits?count=100&scale=16&seed=x", "seed")]
    [InlineData("/digits/interpolation?from=1&to=x&frames=120&scale=16", "to")]
    public async Task With_another_fault_nothing_is_measured(string path, string parameter)
    {
        using var response = await _client.GetAsync(path);

        var errors = (await ProblemAssert.ReadAsync(response, HttpStatusCode.BadRequest)).GetProperty("errors");
        Assert.Equal(parameter, Assert.Single(errors.EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("/digits/text/1%2F2")]
    [InlineData("/digits/text/1%2f2")]
    [InlineData("/digits/text/1/2")]
    public async Task A_slash_in_a_number_may_be_encoded(string path)
    {
        using var response = await _client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1,2", response.Headers.GetValues("X-Labels").Single());
    }

    [Fact]
    public async Task A_model_is_described_in_full()
    {
        var list = JsonDocument.Parse(await _client.GetStringAsync("/models")).RootElement;
        var model = Assert.Single(list.GetProperty("models").EnumerateArray());

        Assert.Equal("normal(mean=0,std=1)", model.GetProperty("latentDistribution").GetString());
        Assert.Equal([1, 28, 28], model.GetProperty("imageShape").EnumerateArray().Select(size => size.GetInt32()));
        Assert.InRange(model.GetProperty("loaded").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow);
        Assert.Equal(0, list.GetProperty("refused").GetArrayLength());
    }
}
