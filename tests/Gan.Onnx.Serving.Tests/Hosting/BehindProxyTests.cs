using System.Net;
using System.Text.Json;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What a proxy says of a request, and below which path it serves the program.</summary>
public class BehindProxyTests
{
    private static readonly IPAddress Stranger = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task Clients_of_a_known_proxy_are_told_apart()
    {
        await using var server = new SocketServer(("Proxy:Known", "127.0.0.1"), ("Access:RequestsPerMinute", "1"));
        using var proxy = await SocketClient.ConnectAsync(server.Address);

        var first = await proxy.GetAsync("/digits", "X-Forwarded-For: 203.0.113.1");
        var other = await proxy.GetAsync("/digits", "X-Forwarded-For: 203.0.113.2");
        // What the client itself wrote stands left of what the proxy added.
        var again = await proxy.GetAsync("/digits", "X-Forwarded-For: 198.51.100.7, 203.0.113.1");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, other.Status));
        Assert.Equal(HttpStatusCode.TooManyRequests, again.Status);
    }

    [Fact]
    public async Task Through_several_known_proxies_the_client_is_the_first_who_is_none()
    {
        await using var server = new SocketServer(("Proxy:Known", "127.0.0.0/8,10.0.0.0/8"), ("Access:RequestsPerMinute", "1"));
        using var proxy = await SocketClient.ConnectAsync(server.Address);

        var first = await proxy.GetAsync("/digits", "X-Forwarded-For: 203.0.113.1, 10.1.2.3, 10.4.5.6");
        var again = await proxy.GetAsync("/digits", "X-Forwarded-For: 203.0.113.1, 10.9.9.9");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (first.Status, again.Status));
    }

    [Fact]
    public async Task Addresses_of_IPv6_are_one_client_by_their_network()
    {
        await using var server = new SocketServer(("Proxy:Known", "127.0.0.1"), ("Access:RequestsPerMinute", "1"));
        using var proxy = await SocketClient.ConnectAsync(server.Address);

        var first = await proxy.GetAsync("/digits", "X-Forwarded-For: 2001:db8:1:2::1");
        var neighbour = await proxy.GetAsync("/digits", "X-Forwarded-For: 2001:db8:1:2:ffff::9");
        var other = await proxy.GetAsync("/digits", "X-Forwarded-For: 2001:db8:1:3::1");
        var mapped = await proxy.GetAsync("/digits", "X-Forwarded-For: ::ffff:203.0.113.1");
        var plain = await proxy.GetAsync("/digits", "X-Forwarded-For: 203.0.113.1");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests],
            new[] { first, neighbour, other, mapped, plain }.Select(answer => answer.Status));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    public async Task Whoever_is_no_known_proxy_is_not_believed(string known)
    {
        await using var server = new SocketServer(("Proxy:Known", known));
        using var client = await SocketClient.ConnectAsync(server.Address, Stranger);

        var answer = await client.GetAsync("/nothing", "X-Forwarded-Prefix: /gan", "X-Forwarded-For: 203.0.113.1");

        Assert.Contains("There is nothing at '/nothing'", answer.Text);
    }

    [Theory]
    [InlineData("/gan")]
    [InlineData("/gan/")]
    public async Task The_prefix_that_a_known_proxy_took_off_is_in_everything_that_is_linked(string prefix)
    {
        await using var server = new SocketServer(("Proxy:Known", "127.0.0.1"));
        using var proxy = await SocketClient.ConnectAsync(server.Address);

        var document = await proxy.GetAsync("/openapi/v1.json", $"X-Forwarded-Prefix: {prefix}");
        var missing = await proxy.GetAsync("/nothing", $"X-Forwarded-Prefix: {prefix}");

        var servers = JsonDocument.Parse(document.Body).RootElement.GetProperty("servers");
        Assert.Equal("/gan", servers[0].GetProperty("url").GetString());
        Assert.Contains("nothing at '/gan/nothing'. The routes are listed at /gan/openapi/v1.json and /gan/docs.", missing.Text);
    }

    [Theory]
    [InlineData("/gan/digits?count=1")]
    [InlineData("/digits?count=1")]
    [InlineData("/gan/")]
    [InlineData("/gan/app.js")]
    [InlineData("/gan/docs/index.html")]
    [InlineData("/gan/healthz/ready")]
    public async Task Below_a_base_path_and_at_the_root_everything_answers(string path)
    {
        await using var server = new SocketServer(("Proxy:BasePath", "/gan"), ("Proxy:Known", "127.0.0.1"));
        using var client = await SocketClient.ConnectAsync(server.Address);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).Status);
        // A proxy may leave the path on and name it all the same.
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, "X-Forwarded-Prefix: /gan")).Status);
    }

    [Theory]
    [InlineData("/gan", "gan/")]
    [InlineData("/gan?seed=7", "gan/?seed=7")]
    public async Task The_base_path_without_its_slash_is_sent_on_whatever_the_proxy_is_called(string path, string location)
    {
        await using var server = new SocketServer(("Proxy:BasePath", "/gan/"));
        using var client = await SocketClient.ConnectAsync(server.Address);

        var answer = await client.GetAsync(path);

        Assert.Equal((HttpStatusCode.TemporaryRedirect, location), (answer.Status, answer.Headers["Location"]));
    }

    [Theory]
    [InlineData("/gan/openapi/v1.json", "/outer", "/outer/gan")]
    [InlineData("/gan/openapi/v1.json", "/outer/", "/outer/gan")]
    [InlineData("/gan/openapi/v1.json", "/gan", "/gan")]
    [InlineData("/openapi/v1.json", "/outer", "/outer")]
    public async Task The_base_path_lies_below_the_prefix_that_a_proxy_took_off(string path, string prefix, string expected)
    {
        await using var server = new SocketServer(("Proxy:BasePath", "/gan"), ("Proxy:Known", "127.0.0.1"));
        using var proxy = await SocketClient.ConnectAsync(server.Address);

        var document = await proxy.GetAsync(path, $"X-Forwarded-Prefix: {prefix}");

        var servers = JsonDocument.Parse(document.Body).RootElement.GetProperty("servers");
        Assert.Equal(expected, Assert.Single(servers.EnumerateArray()).GetProperty("url").GetString());
    }

    [Fact]
    public async Task Another_case_of_the_base_path_is_another_path()
    {
        await using var server = new SocketServer(("Proxy:BasePath", "/gan"));
        using var client = await SocketClient.ConnectAsync(server.Address);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/GAN/healthz/ready")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/ganhealthz/ready")).Status);
    }

    [Theory]
    // Over a Unix socket a client has no address, and is one of this machine.
    [InlineData("127.0.0.1", null, true)]
    [InlineData("10.0.0.1", null, false)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "::1", false)]
    [InlineData("10.0.0.1", "127.0.0.1", false)]
    public async Task Known_is_who_is_named_and_nobody_else(string known, string? sender, bool isBelieved)
    {
        await using var server = new TestServer(("Proxy:Known", known));

        var answered = await server.Server.SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = sender is null ? null : IPAddress.Parse(sender);
            context.Request.Path = "/healthz/live";
            context.Request.Headers["X-Forwarded-Prefix"] = "/gan";
        });

        Assert.Equal(isBelieved ? "/gan" : "", answered.Request.PathBase);
    }

    [Theory]
    [InlineData("X-Forwarded-Prefix: //other.example/gan")]
    [InlineData("X-Forwarded-Prefix: gan")]
    [InlineData("X-Forwarded-Prefix: /%zz/%00?#")]
    [InlineData("X-Forwarded-Prefix: /a, /b, ,")]
    [InlineData("X-Forwarded-Proto: javascript")]
    [InlineData("X-Forwarded-Proto: ://")]
    [InlineData("X-Forwarded-Host: a b:99999")]
    [InlineData("X-Forwarded-Host: [::")]
    [InlineData("X-Forwarded-Host: \"<>")]
    [InlineData("X-Forwarded-For: unknown, _hidden, 1.2.3, [::1")]
    [InlineData("X-Forwarded-For: 203.0.113.1:99999999")]
    public async Task Whatever_a_known_proxy_says_is_answered(string header)
    {
        await using var server = new SocketServer(("Proxy:Known", "127.0.0.1"), ("Access:RequestsPerMinute", "100"));
        using var proxy = await SocketClient.ConnectAsync(server.Address);
        foreach (var path in new[] { "/models", "/docs/index.html", "/" })
        {
            Assert.Equal(HttpStatusCode.OK, (await proxy.GetAsync(path, header)).Status);
        }

        var document = await proxy.GetAsync("/openapi/v1.json", header);
        Assert.Equal(HttpStatusCode.OK, document.Status);
        Assert.DoesNotContain("servers", document.Text);
    }

    [Fact]
    public async Task The_page_and_the_API_page_link_nothing_by_a_path_from_the_root()
    {
        await using var server = new SocketServer();
        foreach (var path in new[] { "/", "/app.js", "/style.css", "/docs/index.html", "/docs/index.js" })
        {
            var text = await server.Client.GetStringAsync(path);
            Assert.DoesNotMatch("""(href|src|action)="/|(ask|address|fetch)\(['"`]/|"url": ?"/""", text);
        }

        Assert.Contains("../openapi/v1.json", await server.Client.GetStringAsync("/docs/index.js"));
        using var direct = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using var sentOn = await direct.GetAsync("/docs");
        Assert.Equal("docs/index.html", sentOn.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("6", "", 6)]
    [InlineData("6", "2", 2)]
    [InlineData("12", "3", 3)]
    public async Task A_silent_client_may_send_a_burst_and_one_more_is_too_many(string perMinute, string burst, int expected)
    {
        await using var server = new SocketServer(("Access:RequestsPerMinute", perMinute), ("Access:Burst", burst));
        var asked = new List<HttpStatusCode>();
        for (var i = 0; i <= expected; i++)
        {
            using var answer = await server.Client.GetAsync("/models");
            asked.Add(answer.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, expected), HttpStatusCode.TooManyRequests], asked);
    }
}
