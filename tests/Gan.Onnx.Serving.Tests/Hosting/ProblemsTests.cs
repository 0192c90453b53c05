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
}
