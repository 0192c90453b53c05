using Gan.Onnx.Serving.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /</c>: what this server is and where to go on.</summary>
internal static class IndexEndpoint
{
    public static void MapIndex(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/", [HttpMethods.Get, HttpMethods.Head], Handle)
        .ExcludeFromDescription();

    private static ContentHttpResult Handle(ModelCatalog catalog) => TypedResults.Text(
        $"""
        Gan.Onnx serving, model '{catalog.Default}'

        /digits?count=16            a grid of generated digits, PNG
        /digits?count=1&seed=7      always the same digit
        /docs                       the API, to try out
        /openapi/v1.json            the API, for programs
        /healthz/live, /healthz/ready

        """);
}
