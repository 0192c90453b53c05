using System.Net;
using Gan.Onnx.Serving.Tests.Hosting;

namespace Gan.Onnx.Serving.Tests.Endpoints;

public sealed class CachingTests : IDisposable
{
    /// <summary>What nginx keeps of a tag at most (NGX_HTTP_CACHE_ETAG_LEN); of a longer one it keeps nothing.</summary>
    private const int LongestKept = 128;

    private readonly TestServer _server = new();
    private readonly HttpClient _client;

    public CachingTests() => _client = _server.CreateClient();

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("/digits?seed=7")]
    [InlineData("/digits?seed=7&format=json")]
    [InlineData("/digits/3.png?seed=7")]
    [InlineData("/digits/interpolation?from=1&to=2")]
    public async Task A_repeatable_answer_is_revalidated_by_a_strong_tag(string path)
    {
        using var first = await _client.GetAsync(path);
        var tag = first.Headers.ETag!;
        using var again = await AskAsync(path, tag.ToString());
        using var listed = await AskAsync(path, $"\"other\", W/{tag}");
        using var any = await AskAsync(path, "*");
        using var other = await AskAsync(path, "\"other\"");

        Assert.False(tag.IsWeak);
        Assert.InRange(tag.Tag.Length, 3, LongestKept);
        Assert.Equal((true, true), (first.Headers.CacheControl!.Public, first.Headers.CacheControl.NoCache));
        Assert.All([again, listed, any], response => Assert.Equal(HttpStatusCode.NotModified, response.StatusCode));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Equal(first.Headers.GetValues("X-Model-Version"), again.Headers.GetValues("X-Model-Version"));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Everything_that_changes_the_answer_changes_the_tag()
    {
        string[] queries =
        [
            "seed=7", "seed=8", "seed=7&count=15", "seed=7&columns=3", "seed=7&scale=2", "seed=7&padding=1", "seed=7&invert=true",
            "seed=7&truncation=0.5",
            "seed=7&format=json", "seed=7&format=npy", "seed=7&format=npy&invert=true", "seed=7&format=json&invert=true",
        ];
        string[] paths =
        [
            .. queries.Select(query => $"/digits?{query}"),
            "/digits/0.png?seed=7", "/digits/1.png?seed=7",
            "/digits/interpolation?from=7&to=8", "/digits/interpolation?from=7&to=9", "/digits/interpolation?from=7&to=8&delay=60",
        ];

        List<string> tags = [];
        foreach (var path in paths)
        {
            using var response = await _client.GetAsync(path);
            tags.Add(response.Headers.ETag!.Tag);
        }

        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [Fact]
    public async Task Another_encoder_or_effort_changes_the_tag()
    {
        (string Key, string Value)[][] encoders =
        [
            [("Png:Encoder", "runs")],
            [("Png:Encoder", "zlib"), ("Png:CompressionLevel", "Fastest")],
            [("Png:Encoder", "zlib"), ("Png:CompressionLevel", "Optimal")],
            [("Png:Encoder", "extensions")],
            [("Png:Encoder", "imagesharp"), ("Png:CompressionLevel", "Fastest")],
            [("Png:Encoder", "imagesharp"), ("Png:CompressionLevel", "Optimal")],
        ];

        List<string> tags = [];
        foreach (var settings in encoders)
        {
            await using var server = new TestServer(settings);
            using var response = await server.CreateClient().GetAsync("/digits?seed=7");
            tags.Add(response.Headers.ETag!.Tag);
        }

        Assert.Equal(encoders.Length, tags.Distinct().Count());
    }

    [Fact]
    public async Task What_changes_nothing_leaves_the_tag()
    {
        using var brief = await _client.GetAsync("/digits?seed=7");
        using var explicitly = await _client.GetAsync("/digits?seed=007&count=16&columns=4&scale=1&truncation=1.0&format=png&invert=false");

        Assert.Equal(brief.Headers.ETag, explicitly.Headers.ETag);
    }

    [Fact]
    public async Task Only_a_request_that_names_the_version_may_be_kept_for_ever()
    {
        var version = _server.Generator.Manifest.Sha256;
        using var pinned = await _client.GetAsync($"/digits?seed=7&version={version[..12]}");
        using var unseeded = await _client.GetAsync($"/digits?version={version}");

        Assert.Equal(HttpStatusCode.OK, pinned.StatusCode);
        Assert.Equal("public, max-age=31536000, immutable", pinned.Headers.GetValues("Cache-Control").Single());
        Assert.True(unseeded.Headers.CacheControl!.NoStore);
        Assert.Null(unseeded.Headers.ETag);
    }

    [Fact]
    public async Task Another_version_is_not_found_and_told_apart()
    {
        using var response = await _client.GetAsync("/digits?seed=7&version=00000000");

        var detail = (await ProblemAssert.ReadAsync(response, HttpStatusCode.NotFound)).GetProperty("detail").GetString()!;
        Assert.Contains($"has version {_server.Generator.Manifest.Sha256} now, not 00000000", detail);
    }

    [Theory]
    [InlineData("/digits?seed=7", true)]
    [InlineData("/digits?seed=7&format=png", false)]
    [InlineData("/digits/3.png?seed=7", false)]
    public async Task Caches_are_told_when_the_form_depends_on_Accept(string path, bool varies)
    {
        using var response = await _client.GetAsync(path);

        Assert.Equal(varies ? ["Accept"] : [], response.Headers.Vary);
    }

    private Task<HttpResponseMessage> AskAsync(string path, string ifNoneMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.True(request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch));
        return _client.SendAsync(request);
    }
}
