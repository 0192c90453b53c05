using Gan.Onnx.Serving.Answers;
using Microsoft.AspNetCore.Http;

namespace Gan.Onnx.Serving.Tests.Answers;

public class NegotiationTests
{
    private static readonly string[] Offers = ["image/png", "application/json", "application/x-npy"];

    [Theory]
    [InlineData(null, "image/png")]
    [InlineData("", "image/png")]
    [InlineData("*/*", "image/png")]
    [InlineData("image/*", "image/png")]
    [InlineData("application/json", "application/json")]
    [InlineData("Application/JSON", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("application/x-npy, application/json;q=0.5", "application/x-npy")]
    [InlineData("application/x-npy;q=0.4, application/json;q=0.5", "application/json")]
    [InlineData("image/png;q=0.1, */*;q=0.9", "application/json")]
    [InlineData("image/png;q=0, */*", "application/json")]
    [InlineData("*/*;q=0.9, image/png;q=0.1", "application/json")]
    [InlineData("*/*;q=0.1, image/*;q=0.9, application/json;q=0.5", "image/png")]
    [InlineData("image/*;q=0.9, */*;q=0.1, application/json;q=0.5", "image/png")]
    [InlineData("image/*;q=0.1, image/png;q=0.9, application/json;q=0.5", "image/png")]
    [InlineData("image/png;q=0.9, image/*;q=0.1, application/json;q=0.5", "image/png")]
    [InlineData("image/png;q=0.2, image/png;q=0.9, application/json;q=0.5", "application/json")]
    [InlineData("text/html,application/xhtml+xml,image/avif,image/webp,image/apng,*/*;q=0.8", "image/png")]
    [InlineData("image/gif", null)]
    [InlineData("image/png;q=0", null)]
    [InlineData("text/*;q=1, image/jpeg", null)]
    [InlineData("not a media type", "image/png")]
    public void The_most_specific_range_decides_and_the_first_offer_wins_among_equals(string? accept, string? chosen)
    {
        var context = new DefaultHttpContext();
        if (accept is not null)
        {
            context.Request.Headers.Accept = accept;
        }

        Assert.Equal(chosen, Negotiation.Choose(context.Request, Offers));
    }
}
