using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Which id a request has, and what the log says of it.</summary>
public class RequestIdsTests
{
    private const string Category = "Gan.Onnx.Serving.Requests";

    [Theory]
    [InlineData("0", true)]
    [InlineData("Az-09_.", true)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", false)]
    [InlineData("a/b", false)]
    [InlineData("ä", false)]
    [InlineData("a,b", false)]
    public async Task A_good_one_is_kept(string given, bool isKept)
    {
        await using var server = new TestServer();

        Assert.Equal(isKept, await AskAsync(server, given) == given);
    }

    [Theory]
    [InlineData("/digits")]
    [InlineData("/")]
    public async Task A_host_that_the_server_does_not_answer_to_is_refused_as_all_is(string path)
    {
        await using var server = new TestServer(("AllowedHosts", "gan.example"));

        using var answer = await server.CreateClient().GetAsync(path);

        var problem = await ProblemAssert.ReadAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal(
            "This server does not answer to the host 'localhost' (setting AllowedHosts).", problem.GetProperty("detail").GetString());
        Assert.Single(answer.Headers.GetValues("X-Request-Id"));
    }

    [Fact]
    public async Task An_empty_one_is_none()
    {
        await using var server = new TestServer();

        var answered = await server.Server.SendAsync(context =>
        {
            context.Request.Path = "/healthz/live";
            context.Request.Headers["X-Request-Id"] = "";
        });

        Assert.Matches("^[0-9a-f]{1,16}\\z", answered.Response.Headers["X-Request-Id"].ToString());
    }

    [Fact]
    public async Task Of_two_neither_is_kept_and_the_server_gives_each_request_one_of_its_own()
    {
        await using var server = new TestServer();

        var ids = new[] { await AskAsync(server, "one", "two"), await AskAsync(server), await AskAsync(server) };

        // Hexadecimal numbers, each larger than the one before.
        var numbers = ids.Select(id => long.Parse(id, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(numbers.Order().Distinct(), numbers);
        Assert.True(numbers[0] > new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks, "another start of the server gives others");
    }

    [Fact]
    public async Task Each_request_is_logged_where_that_is_asked_for()
    {
        var log = new LogLines();
        await using var server = new TestServer(log.Replace, LogLines.On, ($"Logging:LogLevel:{Category}", "Information"));

        var id = await AskAsync(server, "the-one");

        var (category, level, text) = Assert.Single(log.With($"request {id}"));
        Assert.Equal((Category, LogLevel.Information), (category, level));
        Assert.Matches(@"^GET /healthz/live 200, \d+ bytes, \d+(\.\d{1,3})? ms, request the-one\z", text);
    }

    [Theory]
    [InlineData("Warning")]
    [InlineData("None")]
    public async Task Otherwise_it_is_not_logged_and_answered_all_the_same(string level)
    {
        var log = new LogLines();
        await using var server = new TestServer(log.Replace, LogLines.On, ($"Logging:LogLevel:{Category}", level));

        Assert.Equal("the-one", await AskAsync(server, "the-one"));
        Assert.Empty(log.With("the-one"));
    }

    [Fact]
    public async Task What_else_the_log_says_of_a_request_has_its_id()
    {
        var log = new LogLines();
        await using var server = new TestServer(log.Replace, LogLines.On, ($"Logging:LogLevel:{Category}", "Warning"));

        await AskAsync(server, "the-one");

        Assert.Contains(log.Scopes, scope => scope.Contains("RequestId", StringComparison.Ordinal)
            && scope.Contains("the-one", StringComparison.Ordinal));
    }

    private static async Task<string> AskAsync(TestServer server, params string[] ids)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/live");
        foreach (var id in ids)
        {
            request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        }

        using var answer = await server.CreateClient().SendAsync(request);
        Assert.Equal("live\n", await answer.Content.ReadAsStringAsync());
        return Assert.Single(answer.Headers.GetValues("X-Request-Id"));
    }
}
