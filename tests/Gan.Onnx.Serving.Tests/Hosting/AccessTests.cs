using System.Globalization;
using System.Net;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Keys, and how often each may ask.</summary>
public class AccessTests
{
    private const string Key = "0123456789abcdef-one";
    private const string OtherKey = "0123456789abcdef-two";

    [Theory]
    [InlineData("/digits?count=1")]
    [InlineData("/digits/1.png")]
    [InlineData("/digits/interpolation?from=1&to=2")]
    [InlineData("/digits/text/1")]
    [InlineData("/models")]
    [InlineData("/DIGITS")]
    [InlineData("//digits")]
    public async Task Without_a_key_pictures_and_models_stay_closed(string path)
    {
        await using var server = new SocketServer(("Access:ApiKeys", $"{Key},{OtherKey}"));
        using var client = await SocketClient.ConnectAsync(server.Address);

        var none = await client.GetAsync(path);
        var wrong = await client.GetAsync(path, $"X-API-Key: {Key}x");
        var two = await client.GetAsync(path, "X-API-Key: x", $"X-API-Key: {Key}");

        // What is no route is nothing to protect.
        var expected = path.StartsWith("//", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.Unauthorized;
        Assert.Equal((expected, expected, expected), (none.Status, wrong.Status, two.Status));
        Assert.Equal(expected == HttpStatusCode.Unauthorized, none.Headers.ContainsKey("WWW-Authenticate"));
        Assert.DoesNotContain(Key, none.Text + wrong.Text + two.Text);
    }

    [Theory]
    [InlineData($"X-API-Key: {Key}")]
    [InlineData($"X-API-Key: {OtherKey}")]
    [InlineData($"Authorization: Bearer {Key}")]
    [InlineData($"authorization: bearer {OtherKey}")]
    public async Task A_key_opens_them(string header)
    {
        await using var server = new SocketServer(("Access:ApiKeys:0", Key), ("Access:ApiKeys:1", OtherKey));
        using var client = await SocketClient.ConnectAsync(server.Address);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/digits", header)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/models", header)).Status);
    }

    [Fact]
    public async Task What_a_key_opens_is_for_no_shared_cache()
    {
        const string path = "/digits?count=1&seed=1";
        await using var open = new SocketServer();
        await using var closed = new SocketServer(("Access:ApiKeys", Key));
        using var anybody = await SocketClient.ConnectAsync(open.Address);
        using var holder = await SocketClient.ConnectAsync(closed.Address);

        var (shared, own) = (await anybody.GetAsync(path), await holder.GetAsync(path, $"X-API-Key: {Key}"));

        Assert.Equal("public, no-cache", shared.Headers["Cache-Control"]);
        Assert.Equal("private, no-cache", own.Headers["Cache-Control"]);
        var held = await holder.GetAsync(path, $"X-API-Key: {Key}", $"If-None-Match: {own.Headers["ETag"]}");
        Assert.Equal((HttpStatusCode.NotModified, "private, no-cache"), (held.Status, held.Headers["Cache-Control"]));
        Assert.Equal("no-store", (await holder.GetAsync("/digits?count=1", $"X-API-Key: {Key}")).Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/index.html")]
    public async Task Pages_and_health_stay_open_and_unlimited(string path)
    {
        await using var server = new SocketServer(("Access:ApiKeys", Key), ("Access:RequestsPerMinute", "1"));
        using var client = await SocketClient.ConnectAsync(server.Address);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).Status);
        }
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_refused_and_another_is_not()
    {
        await using var server = new SocketServer(("Access:ApiKeys", $"{Key},{OtherKey}"), ("Access:RequestsPerMinute", "1"));
        using var client = await SocketClient.ConnectAsync(server.Address);

        var first = await client.GetAsync("/digits", $"X-API-Key: {Key}");
        var second = await client.GetAsync("/digits", $"Authorization: Bearer {Key}");
        var other = await client.GetAsync("/digits", $"X-API-Key: {OtherKey}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, other.Status));
        AssertTooOften(second);
    }

    [Fact]
    public async Task An_address_that_asks_too_often_is_refused_and_another_is_not()
    {
        await using var server = new SocketServer(("Access:RequestsPerMinute", "1"));
        using var client = await SocketClient.ConnectAsync(server.Address);
        using var neighbour = await SocketClient.ConnectAsync(server.Address, IPAddress.Parse("127.0.0.2"));

        var first = await client.GetAsync("/digits");
        // A header that anybody can write is no address.
        var second = await client.GetAsync("/digits", "X-Forwarded-For: 192.0.2.1");
        var other = await neighbour.GetAsync("/digits");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, other.Status));
        AssertTooOften(second);
    }

    [Fact]
    public async Task Without_keys_a_made_up_one_is_no_other_client()
    {
        await using var server = new SocketServer(("Access:RequestsPerMinute", "1"));
        using var client = await SocketClient.ConnectAsync(server.Address);

        var first = await client.GetAsync("/digits", $"X-API-Key: {Key}");
        var second = await client.GetAsync("/digits", $"X-API-Key: {OtherKey}");

        Assert.Equal(HttpStatusCode.OK, first.Status);
        AssertTooOften(second);
    }

    [Theory]
    [InlineData("2", 11, 30)]
    [InlineData("6", 1, 10)]
    [InlineData("600", 1, 1)]
    public async Task Who_asks_too_often_is_told_to_wait_for_one_place_and_not_for_all(string perMinute, int least, int most)
    {
        await using var server = new TestServer(("Access:RequestsPerMinute", perMinute), ("Access:Burst", "1"));
        using var client = server.CreateClient();

        using var first = await client.GetAsync("/models");
        var waits = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var refused = await client.GetAsync("/models");
            if (refused.StatusCode == HttpStatusCode.TooManyRequests)
            {
                waits.Add(int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture));
            }
        }

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.All(waits, wait => Assert.InRange(wait, least, most));
        Assert.True(waits.Count > 0 || perMinute == "600", "nobody was refused");
    }

    [Fact]
    public async Task Refusals_are_counted_by_their_reason()
    {
        await using var server = new SocketServer(("Access:ApiKeys", Key), ("Access:RequestsPerMinute", "1"));
        using var client = await SocketClient.ConnectAsync(server.Address);

        await client.GetAsync("/digits");
        await client.GetAsync("/digits", $"X-API-Key: {OtherKey}");
        await client.GetAsync("/digits", $"X-API-Key: {Key}");
        AssertTooOften(await client.GetAsync("/digits", $"X-API-Key: {Key}"));

        Assert.Equal(2, server.Figures.Sum("gan.requests.rejected", "no_key"));
        Assert.Equal(1, server.Figures.Sum("gan.requests.rejected", "rate_limit"));
    }

    private static void AssertTooOften(SocketAnswer answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
        Assert.InRange(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("Access:RequestsPerMinute", answer.Text);
    }
}
