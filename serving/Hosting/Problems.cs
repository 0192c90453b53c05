namespace Gan.Onnx.Serving.Hosting;

/// <summary>Every error answer is a problem document (RFC 9457) that says where to read on.</summary>
internal static class Problems
{
    public static void AddProblems(this IServiceCollection services) => services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
    {
        HttpRequest request = context.HttpContext.Request;
        context.ProblemDetails.Detail ??= context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at '{request.Path}'. The routes are listed at /openapi/v1.json and /docs.",
            StatusCodes.Status405MethodNotAllowed =>
                $"'{request.Path}' does not allow {request.Method}; it allows {context.HttpContext.Response.Headers.Allow}.",
            _ => null,
        };
    });
}
