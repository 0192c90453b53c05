using System.Buffers;
using System.Net;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Answers;

/// <summary>Web pages of other origins, by the rules that browsers keep.</summary>
public class CrossOriginTests
{
    private const string Key = "0123456789abcdef-one";
    private const string Page = "https://page.example";

    [Fact]
    public async Task Unasked_no_other_page_may_read_an_answer()
    {
        await using var server = new TestServer();

        using var answer = await AskAsync(server, HttpMethod.Get, "/digits?seed=1", ("Origin", Page));

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.Ordinal));
        Assert.DoesNotContain("Origin", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("https://other.example,https://page.example", Page, Page)]
    [InlineData("https://other.example", Page, null)]
    [InlineData("https://page.example", null, null)]
    [InlineData("*", Page, "*")]
    // Kept by a cache, the answer to somebody without an origin goes to pages, too.
    [InlineData("*", null, "*")]
    public async Task A_page_reads_an_answer_if_its_origin_is_named(string origins, string? origin, string? allowed)
    {
        await using var server = new TestServer(("Cors:Origins", origins));

        using var answer = await AskAsync(server, HttpMethod.Get, "/digits?seed=1", ("Origin", origin));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(allowed, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(origins != "*", answer.Headers.Vary.Contains("Origin"));
        Assert.Single(answer.Headers.Vary, header => header == "Accept");
    }

    [Theory]
    [InlineData("*")]
    [InlineData(Page)]
    public async Task Its_scripts_may_read_every_header_that_says_something(string origins)
    {
        await using var server = new TestServer(("Cors:Origins", origins));

        using var answer = await AskAsync(server, HttpMethod.Get, "/digits?seed=1", ("Origin", Page));

        var exposed = Header(answer, "Access-Control-Expose-Headers")!.Split(',');
        string[] own = [.. answer.Headers.Select(header => header.Key).Where(name => name.StartsWith("X-", StringComparison.Ordinal))];
        Assert.True(own.Length >= 6, string.Join(' ', own));
        Assert.Equal([], own.Append("ETag").Append("Retry-After").Append("X-Labels").Except(exposed, StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/digits", "GET", "x-api-key")]
    [InlineData("/models", "GET", "authorization")]
    [InlineData("/models/reload", "POST", "x-api-key,x-request-id")]
    public async Task A_browser_that_asks_first_is_answered_without_a_key(string path, string method, string headers)
    {
        await using var server = new TestServer(("Cors:Origins", Page), ("Access:ApiKeys", Key));

        using var answer = await AskAsync(
            server, HttpMethod.Options, path,
            ("Origin", Page), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal((Page, headers), (Header(answer, "Access-Control-Allow-Origin"), Header(answer, "Access-Control-Allow-Headers")));
        Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods")!.Split(','));
    }

    [Theory]
    [InlineData("/digits", HttpStatusCode.Unauthorized)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task A_page_may_read_a_refusal_too(string path, HttpStatusCode status)
    {
        await using var server = new TestServer(("Cors:Origins", Page), ("Access:ApiKeys", Key));

        using var answer = await AskAsync(server, HttpMethod.Get, path, ("Origin", Page));

        await ProblemAssert.ReadAsync(answer, status);
        Assert.Equal(Page, Header(answer, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_page_may_read_that_the_server_failed()
    {
        var encoder = new BreakableEncoder();
        await using var server = new TestServer(
            services => services.AddSingleton<Func<Picture, IPngEncoder>>(_ => encoder), ("Cors:Origins", Page));
        server.CreateClient();
        encoder.IsBroken = true;

        using var answer = await AskAsync(server, HttpMethod.Get, "/digits", ("Origin", Page));

        await ProblemAssert.ReadAsync(answer, HttpStatusCode.InternalServerError);
        Assert.Equal(Page, Header(answer, "Access-Control-Allow-Origin"));
        Assert.Contains("X-Request-Id", Header(answer, "Access-Control-Expose-Headers")!.Split(','));
    }

    [Fact]
    public async Task An_OPTIONS_request_that_is_no_such_question_is_told_what_is_allowed()
    {
        await using var server = new TestServer(("Cors:Origins", "*"));

        using var answer = await AskAsync(server, HttpMethod.Options, "/digits");

        await ProblemAssert.ReadAsync(answer, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    private static async Task<HttpResponseMessage> AskAsync(
        TestServer server, HttpMethod method, string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            request.Headers.Add(name, value);
        }

        return await server.CreateClient().SendAsync(request);
    }

    /// <summary>Breaks when it is told to, after the start.</summary>
    private sealed class BreakableEncoder : IPngEncoder
    {
        public bool IsBroken { get; set; }

        public string Key => "test";

        public void Encode(Picture image, IBufferWriter<byte> destination)
        {
            if (IsBroken)
            {
                throw new InvalidOperationException("A defect.");
            }
        }
    }
}
