using System.Net;
using Gan.Onnx.Serving.Tests.Hosting;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>Which form an answer has by the header Accept.</summary>
public sealed class AcceptTests : IAsyncDisposable
{
    private const string Walk = "/digits/interpolation?from=1&to=2&frames=2";
    private readonly TestServer _server = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(Walk, "image/apng", "image/apng")]
    [InlineData(Walk, "image/png", "image/png")]
    [InlineData(Walk, "image/*", "image/png")]
    [InlineData(Walk, "image/png;q=0.5, image/apng", "image/apng")]
    [InlineData(Walk, "image/png;q=0, image/*;q=0.1", "image/apng")]
    [InlineData(Walk, "image/*;q=0.5, application/json;q=0.9", "application/json")]
    // What a browser's image element asks for.
    [InlineData(Walk, "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "image/png")]
    [InlineData("/digits", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", "image/png")]
    [InlineData("/digits", "image/*;q=0.2, application/x-npy;q=0.3", "application/x-npy")]
    [InlineData("/digits/1.png", "image/*;q=0.2", "image/png")]
    public async Task The_form_is_the_one_that_is_liked_best(string path, string accept, string expected)
    {
        using var answer = await AskAsync(path, accept);

        Assert.Equal((HttpStatusCode.OK, expected), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/digits", "image/apng")]
    [InlineData("/digits", "image/*;q=0")]
    [InlineData(Walk, "image/gif")]
    public async Task None_of_what_there_is_is_not_acceptable(string path, string accept)
    {
        using var answer = await AskAsync(path, accept);

        await ProblemAssert.ReadAsync(answer, HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task The_same_bytes_under_another_name_have_another_tag()
    {
        using var png = await AskAsync(Walk, "image/png");
        using var animated = await AskAsync(Walk, "image/apng");

        Assert.Equal(await png.Content.ReadAsByteArrayAsync(), await animated.Content.ReadAsByteArrayAsync());
        Assert.NotEqual(png.Headers.ETag, animated.Headers.ETag);
        Assert.Equal(["Accept"], animated.Headers.Vary);
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _server.CreateClient().SendAsync(request);
    }
}
