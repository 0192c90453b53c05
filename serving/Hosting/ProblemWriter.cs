using Gan.Onnx.Generation.Text;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Writes every error answer as a problem document (RFC 9457) that says where to read on, whatever the client accepts: the framework
/// has none for a browser's image element, say, which does not list JSON.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    private const string ContentType = "application/problem+json";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var problem = context.ProblemDetails;
        problem.Status ??= http.Response.StatusCode;
        var usual = TypedResults.Problem(statusCode: problem.Status).ProblemDetails;
        problem.Type ??= usual.Type;
        problem.Title ??= usual.Title;
        problem.Detail ??= DetailOf(http);
        problem.Extensions["traceId"] = http.TraceIdentifier;
        // After a failure, or when its time is over, the framework has taken all headers of the answer away.
        http.Response.Headers[RequestIds.Header] = http.TraceIdentifier;
        http.RequestServices.GetService<Drain>()?.Announce(http.Response);
        return new ValueTask(http.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, ContentType));
    }

    private static string? DetailOf(HttpContext http) => http.Response.StatusCode switch
    {
        // Before there is a route nobody but the framework's check of the host's name finds fault.
        StatusCodes.Status400BadRequest when http.GetEndpoint() is null =>
            $"This server does not answer to the host '{Echo.Of(http.Request.Headers.Host.ToString())}' (setting AllowedHosts).",
        StatusCodes.Status404NotFound =>
            $"There is nothing at '{PathOf(http)}'. The routes are listed at {http.Request.PathBase}/openapi/v1.json and "
            + $"{http.Request.PathBase}/docs.",
        StatusCodes.Status405MethodNotAllowed =>
            $"'{PathOf(http)}' does not allow {http.Request.Method}; it allows {http.Response.Headers.Allow}.",
        StatusCodes.Status504GatewayTimeout =>
            "The images were not done in time (setting Requests:TimeoutSeconds). Ask for fewer, or later.",
        _ => null,
    };

    private static string PathOf(HttpContext http) => $"{http.Request.PathBase}{http.Request.Path}";
}
