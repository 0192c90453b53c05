using System.Net;
using System.Text.RegularExpressions;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Who may use which route: every one says so, and every method of it keeps to that.</summary>
public sealed class AccessPolicyTests : IDisposable
{
    private const string Key = "0123456789abcdef-one";
    private const string AdminKey = "0123456789abcdef-admin";

    /// <summary>To open a route to everybody, add it here, too.</summary>
    private static readonly string[] Open = ["/healthz/live", "/healthz/ready", "/metrics", "/openapi/v1.json"];

    private readonly ModelFolder _folder = new("conditional");
    private readonly TestServer _server;

    public AccessPolicyTests() => _server = TestServer.Conditional(_folder, ("Access:ApiKeys", Key), ("Access:AdminKey", AdminKey));

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_route_says_once_who_may_use_it()
    {
        var routes = Routes();

        Assert.True(routes.Count >= 11, $"Only {routes.Count} routes were found.");
        Assert.All(routes, route => Assert.Single(route.Metadata.GetOrderedMetadata<AccessPolicy>()));
        Assert.Equal(Open, routes.Where(route => AccessTo(route) == Access.Everybody).Select(Path).Order());
        Assert.Equal(["/models/reload"], routes.Where(route => AccessTo(route) == Access.Administrator).Select(Path));
    }

    [Fact]
    public void Requests_count_where_a_key_is_needed_and_nowhere_else() => Assert.All(Routes(), route => Assert.Equal(
        AccessTo(route) == Access.KeyHolders ? ClientRate.Policy : null,
        route.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName));

    [Fact]
    public async Task Every_method_of_a_route_needs_its_key()
    {
        using var client = _server.CreateClient();
        var closed = 0;
        foreach (var route in Routes())
        {
            var path = Regex.Replace(Path(route), @"\{[^}]*\}", "1");
            var (right, wrong) = AccessTo(route) == Access.Administrator ? (AdminKey, Key) : (Key, AdminKey);
            foreach (var method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "HEAD"])
            {
                var isOpen = AccessTo(route) == Access.Everybody;
                foreach (var key in new[] { null, wrong })
                {
                    var status = await AskAsync(client, method, path, key);
                    Assert.True((status == HttpStatusCode.Unauthorized) == !isOpen, $"{method} {path} with {key ?? "no key"}: {status}");
                }

                var allowed = await AskAsync(client, method, path, right);
                Assert.True(allowed != HttpStatusCode.Unauthorized, $"{method} {path} with its key: {allowed}");
                closed += isOpen ? 0 : 1;
            }
        }

        Assert.True(closed >= 13, $"Only {closed} methods of routes need a key.");
    }

    [Theory]
    [InlineData("GET", "/digits/other", HttpStatusCode.NotFound)]
    [InlineData("POST", "/digits", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/models", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_no_route_is_nothing_to_protect(string method, string path, HttpStatusCode expected)
    {
        using var client = _server.CreateClient();

        Assert.Equal(expected, await AskAsync(client, method, path, key: null));
    }

    [Fact]
    public async Task A_route_that_does_not_say_who_may_use_it_answers_nobody()
    {
        var access = _server.Services.GetRequiredService<AccessControl>();
        var context = new DefaultHttpContext();
        context.Request.Headers["X-API-Key"] = Key;
        var path = RoutePatternFactory.Parse("/forgotten");
        context.SetEndpoint(
            new RouteEndpoint(_ => Task.CompletedTask, path, order: 0, EndpointMetadataCollection.Empty, displayName: null));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => access.CheckAsync(context, _ => Task.CompletedTask));

        Assert.Contains("'/forgotten' does not say who may use it", exception.Message);
    }

    private static string Path(RouteEndpoint route) => route.RoutePattern.RawText!;

    private static Access AccessTo(RouteEndpoint route) => route.Metadata.GetRequiredMetadata<AccessPolicy>().Access;

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string method, string path, string? key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private List<RouteEndpoint> Routes() => [.. _server.Services.GetRequiredService<EndpointDataSource>().Endpoints.Cast<RouteEndpoint>()];
}
