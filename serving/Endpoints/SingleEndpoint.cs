using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Gan.Onnx.Serving.Observability;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>
/// <c>GET /digits/{index}.png</c> and <c>GET /images/{index}.png</c>: one image of a seed, the same that a grid shows at that place.
/// </summary>
internal sealed class SingleEndpoint
{
    private readonly Subject _subject;
    private readonly IntegerParameter _index;
    private readonly QueryParameter[] _known;

    private SingleEndpoint(Subject subject)
    {
        _subject = subject;
        _index = new(
            "index", 0, uint.MaxValue, null,
            $"Which image of the seed, counted from 0; the {subject.Many} of {subject.Path}?seed= are the first.", "int64");
        _known = subject.With(subject.Seed, subject.Label, subject.Scale);
    }

    /// <summary>Maps the route of a family.</summary>
    /// <param name="routes">Where it goes.</param>
    /// <param name="subject">The family.</param>
    /// <param name="summary">What it is.</param>
    /// <param name="description">What its answers look like.</param>
    public static void Map(IEndpointRouteBuilder routes, Subject subject, string summary, string description)
    {
        var endpoint = new SingleEndpoint(subject);
        routes.MapMethods($"{subject.Path}/{{index}}.png", [HttpMethods.Get, HttpMethods.Head], endpoint.Handle)
            .WithTags(subject.Title)
            .WithSummary(summary)
            .WithDescription(description)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ImageOperation.Describe(
                    operation, subject, endpoint._known, $"The {subject.Noun}.", ("image/png", ImageOperation.Binary()));
                operation.Parameters!.Insert(0, endpoint._index.Describe(Microsoft.OpenApi.ParameterLocation.Path));
                return Task.CompletedTask;
            });
    }

    private Results<ImageAnswer, ProblemHttpResult> Handle(
        HttpContext context, string index, ModelCatalog catalog, ServingMetrics metrics)
    {
        var query = new ImageQuery(context, catalog, metrics, _subject, _known);
        var place = query.Reader.ReadPath(_index, index, 0ul);
        var seed = query.ReadSeed();
        var labels = query.ReadLabels();
        var grid = new ImageGrid(1, query.Reader.Read(_subject.Scale));
        query.AcceptPng();
        if (query.Reader.Errors.Count == 0)
        {
            query.LimitPixels(grid.Size(1, query.Model.Generator.ImageWidth, query.Model.Generator.ImageHeight));
        }

        return query.Answer(new SeededLatents(seed, place, labels, query.Truncation), count: 1, new GridBody(grid, query.Invert), seed);
    }
}
