using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /healthz/ready</c>: the models are loaded and warmed up, and the server is not shutting down.</summary>
internal static class ReadyEndpoint
{
    public static void MapReady(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/healthz/ready", [HttpMethods.Get, HttpMethods.Head], Handle)
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithTags("Health")
        .WithSummary("Whether requests may be sent here");

    // The program loads its models before it listens, so whoever gets an answer at all finds them.
    private static Results<ContentHttpResult, ProblemHttpResult> Handle(Drain drain, IHostApplicationLifetime lifetime) =>
        drain.HasBegun || lifetime.ApplicationStopping.IsCancellationRequested
            ? TypedResults.Problem("The server is shutting down.", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("ready\n");
}
