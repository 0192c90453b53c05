namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Answers a request before the web server listens. The first one loads libraries and builds all routes; where connections had left no
/// files for that, it would fail, and every later one with it.
/// </summary>
internal static class FirstRequest
{
    /// <summary>Takes it through the steps from here on as soon as they are put together.</summary>
    public static void UseFirstRequest(this IApplicationBuilder app) => app.Use(next =>
    {
        using var scope = app.ApplicationServices.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (context.Request.Method, context.Request.Path) = (HttpMethods.Get, "/healthz/live");
        next(context).GetAwaiter().GetResult();
        return next;
    });
}
