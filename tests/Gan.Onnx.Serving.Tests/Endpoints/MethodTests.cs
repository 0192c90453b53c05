using System.Net;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

/// <summary>Everything that can be read answers GET and HEAD, and 405 with what it allows to every other method.</summary>
public class MethodTests(MethodTests.Asked asked) : IClassFixture<MethodTests.Asked>
{
    /// <summary>Every route and every page.</summary>
    public static TheoryData<string> Readable =>
    [
        "/", "/app.js", "/beside.js", "/exhibit.js", "/film.js", "/models.js", "/server.js", "/state.js", "/style.css",
        "/icon.svg", "/docs/index.html", "/docs/index.js", "/docs/swagger-ui.css", "/openapi/v1.json",
        "/metrics", "/healthz/live", "/healthz/ready", "/models", "/digits", "/digits/1.png", "/digits/text/12",
        "/digits/interpolation?from=1&to=2&frames=2", "/images", "/images/1.png", "/images/interpolation?from=1&to=2&frames=2",
    ];

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task HEAD_is_GET_without_the_body(string path)
    {
        using var get = await asked.Client.GetAsync(path);
        using var head = await AskAsync(HttpMethod.Head, path);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (get.StatusCode, head.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Another_method_is_refused_with_those_that_are_allowed(string path)
    {
        foreach (var method in new[] { "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW" })
        {
            using var answer = await AskAsync(new HttpMethod(method), path);

            var problem = await ProblemAssert.ReadAsync(answer, HttpStatusCode.MethodNotAllowed);
            Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
            Assert.EndsWith($"does not allow {method}; it allows GET, HEAD.", problem.GetProperty("detail").GetString());
        }
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/app.map")]
    public async Task What_is_not_there_is_not_found_by_any_method(string path)
    {
        foreach (var method in new[] { "GET", "POST", "OPTIONS" })
        {
            using var answer = await AskAsync(new HttpMethod(method), path);
            await ProblemAssert.ReadAsync(answer, HttpStatusCode.NotFound);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        return await asked.Client.SendAsync(request);
    }

    public sealed class Asked : IAsyncDisposable
    {
        private readonly ModelFolder _folder = new("conditional");
        private readonly SocketServer _server;

        public Asked()
        {
            _folder.WriteManifest(manifest => manifest with { Classes = 10 });
            // A socket: only there does a server see to it that HEAD has no body.
            _server = new SocketServer(("Model:Path", _folder.Path));
        }

        internal HttpClient Client => _server.Client;

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _folder.Dispose();
        }
    }
}
