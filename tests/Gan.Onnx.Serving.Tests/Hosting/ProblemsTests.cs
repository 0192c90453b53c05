using System.Text.Json;
using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Hosting;

public class ProblemsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.2, 1)]
    [InlineData(1, 1)]
    [InlineData(1.2, 2)]
    [InlineData(59.01, 60)]
    [InlineData(1e6, 3600)]
    public async Task Who_should_come_again_is_told_whole_seconds_and_none_too_few(double wait, int seconds)
    {
        foreach (var refusal in new[] { Problems.TooOften(TimeSpan.FromSeconds(wait)), Problems.TooBusy(TimeSpan.FromSeconds(wait)) })
        {
            var services = new ServiceCollection().AddLogging();
            services.AddProblems();
            await using var provider = services.BuildServiceProvider();
            using var body = new MemoryStream();
            var context = new DefaultHttpContext { RequestServices = provider, Response = { Body = body } };

            await refusal.ExecuteAsync(context);

            Assert.Equal(StatusCodes.Status429TooManyRequests, context.Response.StatusCode);
            Assert.Equal($"{seconds}", context.Response.Headers.RetryAfter);
            Assert.EndsWith($"Try again in {seconds} s.", JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("detail").GetString());
        }
    }

    [Theory]
    [InlineData(
        StatusCodes.Status404NotFound,
        "There is nothing at '/gan/x'. The routes are listed at /gan/openapi/v1.json and /gan/docs.")]
    [InlineData(StatusCodes.Status405MethodNotAllowed, "'/gan/x' does not allow BREW; it allows GET.")]
    [InlineData(
        StatusCodes.Status504GatewayTimeout,
        "The images were not done in time (setting Requests:TimeoutSeconds). Ask for fewer, or later.")]
    [InlineData(StatusCodes.Status418ImATeapot, null)]
    public async Task A_problem_that_has_no_words_of_its_own_gets_those_of_its_status(int status, string? detail)
    {
        var context = new DefaultHttpContext { TraceIdentifier = "the-one", Response = { StatusCode = status } };
        context.Request.Method = "BREW";
        (context.Request.PathBase, context.Request.Path) = ("/gan", "/x");
        context.Response.Headers.Allow = "GET";
        context.RequestServices = new ServiceCollection().BuildServiceProvider();
        var problem = new ProblemDetailsContext { HttpContext = context, ProblemDetails = new() };

        await new ProblemWriter().WriteAsync(problem);

        Assert.True(new ProblemWriter().CanWrite(problem));
        Assert.Equal((status, detail), (problem.ProblemDetails.Status, problem.ProblemDetails.Detail));
        Assert.Equal("the-one", context.Response.Headers["X-Request-Id"]);
        Assert.Equal("application/problem+json", context.Response.ContentType);
    }

    [Fact]
    public async Task A_problem_that_has_words_keeps_them()
    {
        var own = TypedResults.Problem("Own.", statusCode: 404, title: "Title", type: "https://type.example");
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider() };

        await new ProblemWriter().WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = own.ProblemDetails });

        Assert.Equal(
            ("Own.", 404, "Title", "https://type.example"),
            (own.ProblemDetails.Detail, own.ProblemDetails.Status, own.ProblemDetails.Title, own.ProblemDetails.Type));
    }
}
