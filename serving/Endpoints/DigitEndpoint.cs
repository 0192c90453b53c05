using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Gan.Onnx.Serving.Observability;
using Microsoft.AspNetCore.Http.HttpResults;
using static Gan.Onnx.Serving.Endpoints.Query.ImageParameters;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /digits/{index}.png</c>: one image of a seed, the same that a grid shows at that place.</summary>
internal static class DigitEndpoint
{
    private static readonly IntegerParameter Index = new(
        "index", 0, uint.MaxValue, null, "Which image of the seed, counted from 0; the digits of /digits?seed= are the first.", "int64");

    private static readonly QueryParameter[] Known = With(Seed, Digit, Scale);

    public static void MapDigit(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/digits/{index}.png", [HttpMethods.Get, HttpMethods.Head], Handle)
        .WithTags("Digits")
        .WithSummary("One generated digit")
        .WithDescription("28 by 28 pixels, scaled.")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            ImageOperation.Describe(operation, Known, "The digit.", ("image/png", ImageOperation.Binary()));
            operation.Parameters!.Insert(0, Index.Describe(Microsoft.OpenApi.ParameterLocation.Path));
            return Task.CompletedTask;
        });

    private static Results<ImageAnswer, ProblemHttpResult> Handle(
        HttpContext context, string index, ModelCatalog catalog, ServingMetrics metrics)
    {
        var query = new ImageQuery(context, catalog, metrics, Known);
        var place = query.Reader.ReadPath(Index, index, 0ul);
        var seed = query.ReadSeed();
        var digits = query.ReadDigits();
        var grid = new ImageGrid(1, query.Reader.Read(Scale));
        query.AcceptPng();
        return query.Answer(new SeededLatents(seed, place, digits, query.Truncation), count: 1, new GridBody(grid, query.Invert), seed);
    }
}
