using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Gan.Onnx.Serving.Observability;
using Microsoft.AspNetCore.Http.HttpResults;
using static Gan.Onnx.Serving.Endpoints.Query.ImageParameters;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /digits</c>: generated digits, as a grid or as numbers.</summary>
internal static class DigitsEndpoint
{
    private const int LargestPadding = 28;

    private static readonly string[] Offers = ["image/png", "application/json", "application/x-npy"];

    private static readonly IntegerParameter Count = new("count", 1, 100, 16, "How many digits.");

    private static readonly IntegerParameter Columns = new(
        "columns", 1, 100, null, "Digits in a row, at most count; by default as many as make the grid nearly square. Pictures only.");

    private static readonly IntegerParameter Padding = new(
        "padding", 0, LargestPadding, 0, "Empty pixels between digits, before scaling. Pictures only.");

    private static readonly ChoiceParameter Format = new(
        "format", ["png", "json", "npy"], null, "The form of the answer, in place of the header Accept; png by default.");

    private static readonly QueryParameter[] Known = With(Count, Seed, Digit, Columns, Scale, Padding, Format);

    public static void MapDigits(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/digits", [HttpMethods.Get, HttpMethods.Head], Handle)
        .WithTags("Digits")
        .WithSummary("Generated digits")
        .WithDescription(
            "As a grid: white ink on black, 28 by 28 pixels each, row by row; unused cells of the last row stay empty. "
            + "As JSON or NumPy array: greys from 0 to 255, [count, 28, 28].")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            ImageOperation.Describe(
                operation,
                Known,
                "The digits.",
                ("image/png", ImageOperation.Binary()),
                ("application/json", ImageOperation.Images()),
                ("application/x-npy", ImageOperation.Binary()));
            return Task.CompletedTask;
        });

    private static Results<ImageAnswer, ProblemHttpResult> Handle(HttpContext context, ModelCatalog catalog, ServingMetrics metrics)
    {
        var query = new ImageQuery(context, catalog, metrics, Known);
        var reader = query.Reader;
        var count = reader.Read(Count);
        var seed = query.ReadSeed();
        var columns = (int)reader.Read(Columns with { Maximum = (ulong)count }, (ulong)ImageGrid.NearSquareColumns(count));
        var digits = query.ReadDigits();
        var format = query.ReadFormat(Format, Offers);
        var grid = new ImageGrid(columns, reader.Read(Scale), reader.Read(Padding));
        if (format == Format.Choices[0] && reader.Errors.Count == 0)
        {
            query.LimitPixels(grid.Size(count, query.Model.Generator.ImageWidth, query.Model.Generator.ImageHeight));
        }

        AnswerBody body = format switch
        {
            "json" => new JsonBody([("seed", seed)], PerFrame: 0, First: 0, query.Invert),
            "npy" => new NpyBody(query.Invert),
            _ => new GridBody(grid, query.Invert),
        };
        return query.Answer(new SeededLatents(seed, 0, digits, query.Truncation), count, body, seed);
    }
}
