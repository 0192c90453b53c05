using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /healthz/ready</c>: the model is loaded and checked, and the server is not shutting down.</summary>
internal static class ReadyEndpoint
{
    public static void MapReady(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/healthz/ready", [HttpMethods.Get, HttpMethods.Head], Handle)
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithTags("Health")
        .WithSummary("Whether requests may be sent here");

    // The program loads its model before it listens, so whoever gets an answer at all finds a model.
    private static Results<ContentHttpResult, ProblemHttpResult> Handle(IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.IsCancellationRequested
            ? TypedResults.Problem("The server is shutting down.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("ready\n");
}
