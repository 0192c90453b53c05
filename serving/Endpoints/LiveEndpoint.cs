using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /healthz/live</c>: the process answers.</summary>
internal static class LiveEndpoint
{
    public static void MapLive(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/healthz/live", [HttpMethods.Get, HttpMethods.Head], Handle)
        .Produces<string>(StatusCodes.Status200OK, "text/plain")
        .WithTags("Health")
        .WithSummary("Whether the process runs; if not, restart it");

    private static ContentHttpResult Handle() => TypedResults.Text("live\n");
}
