using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>Which key a request presents.</summary>
public class KeysTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("one", null, "one")]
    [InlineData(null, "Bearer two", "two")]
    [InlineData(null, "bearer two", "two")]
    [InlineData(null, "Bearer   two", "two")]
    [InlineData(null, "Basic two", null)]
    [InlineData(null, "two", null)]
    // The header of its own counts before the other.
    [InlineData("one", "Bearer two", "one")]
    [InlineData("", "Bearer two", "")]
    public void It_stands_in_either_header(string? own, string? authorization, string? expected) =>
        Assert.Equal(expected, Keys.Of(Request(own, authorization)));

    [Fact]
    public void Of_two_in_one_header_neither_counts()
    {
        var request = Request(null, null);
        request.Headers["X-API-Key"] = new(["one", "two"]);

        Assert.Null(Keys.Of(request));
    }

    [Theory]
    [InlineData("one", "one")]
    [InlineData("two", "two")]
    [InlineData("three", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void It_is_known_or_none(string? presented, string? found) =>
        Assert.Equal(found, Keys.FindKnown(Request(presented, null), ["one", "two"]));

    [Fact]
    public void Without_keys_none_is_known() => Assert.Null(Keys.FindKnown(Request("one", null), []));

    [Theory]
    [InlineData("one", true)]
    [InlineData("One", false)]
    [InlineData("on", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Keys_are_equal_to_the_letter(string? presented, bool areEqual) => Assert.Equal(areEqual, Keys.AreEqual(presented, "one"));

    private static HttpRequest Request(string? own, string? authorization)
    {
        var request = new DefaultHttpContext().Request;
        if (own is not null)
        {
            request.Headers["X-API-Key"] = own;
        }

        if (authorization is not null)
        {
            request.Headers.Authorization = authorization;
        }

        return request;
    }
}
