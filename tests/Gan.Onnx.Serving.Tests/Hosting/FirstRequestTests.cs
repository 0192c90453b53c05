using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Hosting;

public class FirstRequestTests
{
    [Fact]
    public async Task It_is_answered_while_the_steps_are_put_together()
    {
        var answered = new List<string>();
        await using var services = new ServiceCollection().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseFirstRequest();
        app.Run(context =>
        {
            Assert.NotNull(context.RequestServices);
            answered.Add($"{context.Request.Method} {context.Request.Path}");
            return Task.CompletedTask;
        });

        app.Build();

        Assert.Equal(["GET /healthz/live"], answered);
    }
}
