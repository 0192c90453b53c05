using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Gan.Onnx.Serving.Observability;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>
/// <c>GET /digits/interpolation</c> and <c>GET /images/interpolation</c>: frames between the images of one seed and those of another.
/// </summary>
internal sealed class InterpolationEndpoint
{
    private static readonly string[] Offers = ["image/png", "application/json", "image/apng"];

    private static readonly IntegerParameter From = Required("from", "The seed of the first frame.");
    private static readonly IntegerParameter To = Required("to", "The seed of the last frame.");
    private static readonly IntegerParameter Frames = new("frames", 2, 120, 30, "How many frames, the first and the last included.");
    private static readonly IntegerParameter Delay = new(
        "delay", 20, 1000, 50, "Milliseconds for which each frame is shown. Pictures only.");

    private static readonly ChoiceParameter Format = new(
        "format", ["png", "json"], null, "The form of the answer, in place of the header Accept; png (animated) by default.");

    private readonly Subject _subject;
    private readonly IntegerParameter _count;
    private readonly QueryParameter[] _known;

    private InterpolationEndpoint(Subject subject)
    {
        _subject = subject;
        _count = new("count", 1, 16, 1, $"{subject.Title} in each frame, in a nearly square grid.");
        _known = subject.With(From, To, Frames, _count, Delay, subject.Label, subject.Scale, Format);
    }

    /// <summary>Maps the route of a family.</summary>
    /// <param name="routes">Where it goes.</param>
    /// <param name="subject">The family.</param>
    /// <param name="description">What its answers look like.</param>
    public static void Map(IEndpointRouteBuilder routes, Subject subject, string description)
    {
        var endpoint = new InterpolationEndpoint(subject);
        routes.MapMethods($"{subject.Path}/interpolation", [HttpMethods.Get, HttpMethods.Head], endpoint.Handle)
            .WithTags(subject.Title)
            .WithSummary($"A walk from the {subject.Many} of one seed to those of another")
            .WithDescription(description)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ImageOperation.Describe(
                    operation,
                    subject,
                    endpoint._known,
                    "The frames.",
                    ("image/png", ImageOperation.Binary()),
                    ("image/apng", ImageOperation.Binary()),
                    ("application/json", ImageDocument.OfFrames(subject)));
                foreach (var parameter in operation.Parameters!.Take(2).OfType<Microsoft.OpenApi.OpenApiParameter>())
                {
                    parameter.Required = true;
                }

                return Task.CompletedTask;
            });
    }

    private static IntegerParameter Required(string name, string description) => new(name, 0, ulong.MaxValue, null, description, "uint64");

    private Results<ImageAnswer, ProblemHttpResult> Handle(HttpContext context, ModelCatalog catalog, ServingMetrics metrics)
    {
        var query = new ImageQuery(context, catalog, metrics, _subject, _known);
        var reader = query.Reader;
        var (from, to) = (reader.ReadRequired(From), reader.ReadRequired(To));
        var (frames, count, delay) = (reader.Read(Frames), reader.Read(_count), reader.Read(Delay));
        var labels = query.ReadLabels();
        var format = query.ReadFormat(Format, Offers);
        var grid = new ImageGrid(ImageGrid.NearSquareColumns(count), reader.Read(_subject.Scale));
        if (format == Format.Choices[0] && reader.Errors.Count == 0)
        {
            query.LimitPixels(grid.Size(count, query.Model.Generator.ImageWidth, query.Model.Generator.ImageHeight), frames);
        }

        AnswerBody body = format == "json"
            ? new JsonBody(
                [("from", from), ("to", to), ("frames", (ulong)frames)], count, First: 0, query.Invert, _subject.IsDigits)
            : new AnimationBody(grid, frames, (ushort)delay, query.Invert) { MediaType = query.MediaType ?? Offers[0] };
        return query.Answer(new InterpolatedLatents(from, to, frames, count, labels, query.Truncation), frames * count, body);
    }
}
