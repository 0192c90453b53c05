using System.Net;
using System.Text.Json;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What a client gets wrong, byte by byte as it arrives over a connection.</summary>
public class BadInputOverSocketsTests
{
    [Theory]
    [InlineData(
        "/digits?count=", "count",
        "0|-1|101|1e9|NaN|abc||99999999999|16.0|0x10|4&count=4|%00|5%00|%ff|%d9%a1%d9%a6|%ef%bc%91|+5|%2b5|5%20|%0d%0aX:1")]
    [InlineData("/digits?seed=", "seed", "-1|18446744073709551616|1.5|1e3|abc||%00|7%00|%ff|%d9%a1|7&seed=7")]
    [InlineData("/digits?digit=", "digit", "10|-1|seven||,|1,,2|1,2,|1;2|1.0|%00|1%00|%ff|%d9%a1|7&digit=7")]
    [InlineData("/digits?scale=", "scale", "0|-1|17|1.5|1e0|big||%00|2%00|%ff|%d9%a1|2&scale=2")]
    [InlineData("/digits?columns=", "columns", "0|17|-1|4.0||%00|%ff|%d9%a1")]
    [InlineData("/digits?padding=", "padding", "-1|29|1.5||%ff")]
    [InlineData("/digits?truncation=", "truncation", "1.1|-0.1|1e0|NaN|.5|1.|Infinity||0,5|%00|0.5%00|%d9%a1")]
    [InlineData("/digits?invert=", "invert", "True|1|yes||%00|true%00|true&invert=true")]
    [InlineData("/digits?format=", "format", "gif|PNG||png%00|%ff|png&format=png")]
    [InlineData("/digits?model=", "model", "..%2fdefault|a%20b||%00|%ff|%d9%a1")]
    [InlineData("/digits?version=", "version", "abc|ABCDEF0123|0123456|012345678%0a||%00")]
    [InlineData("/digits/interpolation?to=1&from=", "from", "-1|x||%00|%ff|18446744073709551616|1&from=1")]
    [InlineData("/digits/interpolation?from=1&to=1&frames=", "frames", "1|121|0|-1|2.0||%ff")]
    [InlineData("/digits/interpolation?from=1&to=1&delay=", "delay", "19|1001|-1|50.0||%ff")]
    public async Task Is_a_bad_request_that_names_the_parameter(string target, string parameter, string values)
    {
        using var folder = new ModelFolder("conditional");
        folder.WriteManifest(manifest => manifest with { Classes = 10 });
        await using var server = new SocketServer(("Model:Path", folder.Path));
        using var client = await SocketClient.ConnectAsync(server.Address);
        foreach (var value in values.Split('|'))
        {
            var answer = await client.GetAsync(target + value);

            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{target}{value}: {answer.Status}");
            var errors = Problem(answer, HttpStatusCode.BadRequest).GetProperty("errors");
            Assert.Equal([parameter], errors.EnumerateObject().Select(error => error.Name));
        }
    }

    [Theory]
    [InlineData("/digits/", ".png", "index", "-1|4294967296|x|1.5|%ff|%d9%a1|1%0a|1%2f2|%20")]
    [InlineData(
        "/digits/text/", "", "digits",
        "abc|-|%20|%ff|%d9%a1|1%0a|1,2|12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_bad_part_of_a_path_is_a_bad_request_that_names_it(string start, string end, string parameter, string values)
    {
        using var folder = new ModelFolder("conditional");
        folder.WriteManifest(manifest => manifest with { Classes = 10 });
        await using var server = new SocketServer(("Model:Path", folder.Path));
        using var client = await SocketClient.ConnectAsync(server.Address);
        foreach (var value in values.Split('|'))
        {
            var answer = await client.GetAsync(start + value + end);

            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{start}{value}{end}: {answer.Status}");
            var errors = Problem(answer, HttpStatusCode.BadRequest).GetProperty("errors");
            Assert.True(errors.TryGetProperty(parameter, out _), $"{value}: {answer.Text}");
        }
    }

    [Fact]
    public async Task A_slash_of_a_date_may_be_encoded()
    {
        using var folder = new ModelFolder("conditional");
        folder.WriteManifest(manifest => manifest with { Classes = 10 });
        await using var server = new SocketServer(("Model:Path", folder.Path));
        using var client = await SocketClient.ConnectAsync(server.Address);

        var plain = await client.GetAsync("/digits/text/21/11?seed=1");
        var encoded = await client.GetAsync("/digits/text/21%2F11?seed=1");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (plain.Status, encoded.Status));
        Assert.Equal(plain.Body, encoded.Body);
    }

    [Theory]
    [InlineData("/digits/%00.png")]
    [InlineData("/models/%00")]
    [InlineData("/digits/text/1%002")]
    public async Task A_null_character_in_a_path_is_a_bad_request_and_the_server_goes_on(string path)
    {
        await using var server = new SocketServer();
        using var client = await SocketClient.ConnectAsync(server.Address);

        var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        await ServesAsync(server.Address);
    }

    [Theory]
    [InlineData(9 * 1024, HttpStatusCode.RequestUriTooLong)]
    [InlineData(6 * 1024, HttpStatusCode.BadRequest)]
    public async Task A_query_may_be_long_but_not_of_nine_kilobytes(int length, HttpStatusCode status)
    {
        await using var server = new SocketServer();
        using var client = await SocketClient.ConnectAsync(server.Address);

        var answer = await client.GetAsync("/digits?count=" + new string('1', length));

        Assert.Equal(status, answer.Status);
        await ServesAsync(server.Address);
    }

    // A browser's <img> accepts no JSON; what went wrong is to be read all the same.
    [Theory]
    [InlineData("*/*")]
    [InlineData("image/png")]
    [InlineData("text/html,application/xhtml+xml")]
    public async Task Every_refusal_is_a_problem_document_whatever_the_client_accepts(string accept)
    {
        await using var server = new SocketServer();
        using var client = await SocketClient.ConnectAsync(server.Address);
        var header = $"Accept: {accept}";

        await client.SendAsync(SocketClient.Request("POST", "/digits", header, "Content-Length: 0"));
        var post = await client.ReadAsync();
        var nothing = await client.GetAsync("/nothing", header);
        var bad = await client.GetAsync("/digits?count=0", header);

        Assert.Equal("GET, HEAD", post.Headers["Allow"]);
        Assert.Equal(
            "'/digits' does not allow POST; it allows GET, HEAD.",
            Problem(post, HttpStatusCode.MethodNotAllowed).GetProperty("detail").GetString());
        Assert.Contains("/openapi/v1.json", Problem(nothing, HttpStatusCode.NotFound).GetProperty("detail").GetString());
        Problem(bad, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/digits", "text/html")]
    [InlineData("/digits", "image/webp, application/json;q=0")]
    [InlineData("/digits", "*/*;q=0")]
    [InlineData("/digits/1.png", "application/json")]
    [InlineData("/digits/interpolation?from=1&to=2", "application/x-npy")]
    public async Task An_Accept_that_nothing_fits_is_answered_406_with_what_there_is(string path, string accept)
    {
        await using var server = new SocketServer();
        using var client = await SocketClient.ConnectAsync(server.Address);

        var answer = await client.GetAsync(path, $"Accept: {accept}");

        Assert.Contains("image/png", Problem(answer, HttpStatusCode.NotAcceptable).GetProperty("detail").GetString());
    }

    // The web server closes the connection after one; a proxy that is not told would send another client's request on it.
    [Theory]
    [InlineData("GET", "/healthz/live", "Content-Length: 5", "hello", true)]
    [InlineData("GET", "/healthz/live", "Transfer-Encoding: chunked", "0\r\n\r\n", true)]
    [InlineData("GET", "/digits?count=0", "Content-Length: 5", "hello", true)]
    [InlineData("POST", "/digits", "Content-Length: 5", "hello", true)]
    [InlineData("GET", "/nothing", "Content-Length: 5", "hello", true)]
    [InlineData("GET", "/", "Content-Length: 5", "hello", true)]
    [InlineData("GET", "/healthz/live", "Content-Length: 0", "", false)]
    public async Task After_a_body_the_answer_says_that_it_is_the_last(
        string method, string path, string header, string body, bool isLast)
    {
        await using var server = new SocketServer();
        using var client = await SocketClient.ConnectAsync(server.Address);

        await client.SendAsync(SocketClient.Request(method, path, header) + body);
        var answer = await client.ReadAsync();

        Assert.Equal(isLast, answer.IsLast);
    }

    private static JsonElement Problem(SocketAnswer answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.Headers.GetValueOrDefault("Content-Type"));
        var problem = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    private static async Task ServesAsync(Uri address)
    {
        using var client = await SocketClient.ConnectAsync(address);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/digits?count=1")).Status);
    }
}
