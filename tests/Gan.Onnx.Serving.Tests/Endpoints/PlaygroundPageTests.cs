using System.Net;
using System.Text.RegularExpressions;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Endpoints;

public partial class PlaygroundPageTests
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/?count=9&seed=7", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/style.css", "text/css")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task Files_come_with_their_type_and_may_load_nothing_from_elsewhere(string path, string type)
    {
        await using var server = new TestServer();

        using var response = await server.CreateClient().GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal(
            "default-src 'none'; img-src 'self' blob:; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();
        using var first = await client.GetAsync("/app.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/app.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task HEAD_has_no_body()
    {
        await using var server = new TestServer();

        using var response = await server.CreateClient().SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"));

        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Everything_the_page_links_to_on_this_server_answers()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();

        var links = Link().Matches(await client.GetStringAsync("/"));

        Assert.NotEmpty(links);
        foreach (var address in links.Select(link => link.Groups["address"].Value))
        {
            Assert.False(address.Contains(':'), address);
            using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.True(response.IsSuccessStatusCode, address);
        }
    }

    [Fact]
    public async Task Nothing_in_the_page_is_inline()
    {
        await using var server = new TestServer();

        var page = await server.CreateClient().GetStringAsync("/");

        Assert.DoesNotMatch("<style|style=|<script(?![^>]* src=)| on[a-z]+=", page);
    }

    [Fact]
    public async Task The_page_and_its_files_are_for_reading()
    {
        await using var server = new TestServer();
        var client = server.CreateClient();
        foreach (var (path, status) in new[]
                 {
                     ("/", HttpStatusCode.MethodNotAllowed), ("/app.js", HttpStatusCode.MethodNotAllowed),
                     ("/docs/index.html", HttpStatusCode.MethodNotAllowed), ("/app.map", HttpStatusCode.NotFound),
                 })
        {
            using var response = await client.PostAsync(new Uri(path, UriKind.Relative), null);

            await ProblemAssert.ReadAsync(response, status);
            Assert.Equal(status == HttpStatusCode.NotFound ? [] : ["GET", "HEAD"], response.Content.Headers.Allow);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_problem()
    {
        await using var server = new TestServer();

        using var response = await server.CreateClient().GetAsync("/app.map");

        await ProblemAssert.ReadAsync(response, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_program_started_in_any_folder_finds_the_page()
    {
        using var folder = new ModelFolder();
        var (process, address) = await ServerProcess.StartAsync(folder.Path, Path.GetTempPath());
        using var server = process;
        using var client = new HttpClient { BaseAddress = address };

        Assert.Contains("<title>Gan.Onnx playground</title>", await client.GetStringAsync("/"));
    }

    [GeneratedRegex("(href|src)=\"(?<address>[^\"]+)\"")]
    private static partial Regex Link();
}
