using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Gan.Onnx.Serving.Observability;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /digits</c> and <c>GET /images</c>: generated images, as a grid or as numbers.</summary>
internal sealed class GridEndpoint
{
    private const int LargestPadding = 28;

    private static readonly string[] Offers = ["image/png", "application/json", "application/x-npy"];

    private static readonly ChoiceParameter Format = new(
        "format", ["png", "json", "npy"], null, "The form of the answer, in place of the header Accept; png by default.");

    private readonly Subject _subject;
    private readonly IntegerParameter _count;
    private readonly IntegerParameter _columns;
    private readonly IntegerParameter _padding;
    private readonly QueryParameter[] _known;

    private GridEndpoint(Subject subject)
    {
        _subject = subject;
        _count = new("count", 1, 100, 16, $"How many {subject.Many}.");
        _columns = new(
            "columns", 1, 100, null,
            $"{subject.Title} in a row, at most count; by default as many as make the grid nearly square. Pictures only.");
        _padding = new("padding", 0, LargestPadding, 0, $"Empty pixels between {subject.Many}, before scaling. Pictures only.");
        _known = subject.With(_count, subject.Seed, subject.Label, _columns, subject.Scale, _padding, Format);
    }

    /// <summary>Maps the route of a family.</summary>
    /// <param name="routes">Where it goes.</param>
    /// <param name="subject">The family.</param>
    /// <param name="description">What its answers look like.</param>
    public static void Map(IEndpointRouteBuilder routes, Subject subject, string description)
    {
        var endpoint = new GridEndpoint(subject);
        routes.MapMethods(subject.Path, [HttpMethods.Get, HttpMethods.Head], endpoint.Handle)
            .WithTags(subject.Title)
            .WithSummary($"Generated {subject.Many}")
            .WithDescription(description)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ImageOperation.Describe(
                    operation,
                    subject,
                    endpoint._known,
                    $"The {subject.Many}.",
                    ("image/png", ImageOperation.Binary()),
                    ("application/json", ImageDocument.Of(subject)),
                    ("application/x-npy", ImageOperation.Binary()));
                return Task.CompletedTask;
            });
    }

    private Results<ImageAnswer, ProblemHttpResult> Handle(HttpContext context, ModelCatalog catalog, ServingMetrics metrics)
    {
        var query = new ImageQuery(context, catalog, metrics, _subject, _known);
        var reader = query.Reader;
        var count = reader.Read(_count);
        var seed = query.ReadSeed();
        var columns = (int)reader.Read(_columns with { Maximum = (ulong)count }, (ulong)ImageGrid.NearSquareColumns(count));
        var labels = query.ReadLabels();
        var format = query.ReadFormat(Format, Offers);
        var grid = new ImageGrid(columns, reader.Read(_subject.Scale), reader.Read(_padding));
        if (format == Format.Choices[0] && reader.Errors.Count == 0)
        {
            query.LimitPixels(grid.Size(count, query.Model.Generator.ImageWidth, query.Model.Generator.ImageHeight));
        }

        AnswerBody body = format switch
        {
            "json" => new JsonBody([("seed", seed)], PerFrame: 0, First: 0, query.Invert, _subject.IsDigits),
            "npy" => new NpyBody(query.Invert),
            _ => new GridBody(grid, query.Invert),
        };
        return query.Answer(new SeededLatents(seed, 0, labels, query.Truncation), count, body, seed);
    }
}
