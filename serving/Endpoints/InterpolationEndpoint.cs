using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Gan.Onnx.Serving.Observability;
using Microsoft.AspNetCore.Http.HttpResults;
using static Gan.Onnx.Serving.Endpoints.Query.ImageParameters;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /digits/interpolation</c>: frames between the digits of one seed and those of another.</summary>
internal static class InterpolationEndpoint
{
    private static readonly string[] Offers = ["image/png", "application/json", "image/apng"];

    private static readonly IntegerParameter From = Required("from", "The seed of the first frame.");
    private static readonly IntegerParameter To = Required("to", "The seed of the last frame.");
    private static readonly IntegerParameter Frames = new("frames", 2, 120, 30, "How many frames, the first and the last included.");
    private static readonly IntegerParameter Count = new("count", 1, 16, 1, "Digits in each frame, in a nearly square grid.");
    private static readonly IntegerParameter Delay = new(
        "delay", 20, 1000, 50, "Milliseconds for which each frame is shown. Pictures only.");

    private static readonly ChoiceParameter Format = new(
        "format", ["png", "json"], null, "The form of the answer, in place of the header Accept; png (animated) by default.");

    private static readonly QueryParameter[] Known = With(From, To, Frames, Count, Delay, Digit, Scale, Format);

    public static void MapInterpolation(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/digits/interpolation", [HttpMethods.Get, HttpMethods.Head], Handle)
        .WithTags("Digits")
        .WithSummary("A walk from the digits of one seed to those of another")
        .WithDescription(
            "An animated PNG that repeats, or all frames as JSON. "
            + "Digits that nobody asked for are those of the first seed, throughout.")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            ImageOperation.Describe(
                operation,
                Known,
                "The frames.",
                ("image/png", ImageOperation.Binary()),
                ("application/json", ImageOperation.Frames()));
            foreach (var parameter in operation.Parameters!.Take(2).OfType<Microsoft.OpenApi.OpenApiParameter>())
            {
                parameter.Required = true;
            }

            return Task.CompletedTask;
        });

    private static IntegerParameter Required(string name, string description) => new(name, 0, ulong.MaxValue, null, description, "uint64");

    private static Results<ImageAnswer, ProblemHttpResult> Handle(HttpContext context, ModelCatalog catalog, ServingMetrics metrics)
    {
        var query = new ImageQuery(context, catalog, metrics, Known);
        var reader = query.Reader;
        var (from, to) = (reader.ReadRequired(From), reader.ReadRequired(To));
        var (frames, count, delay) = (reader.Read(Frames), reader.Read(Count), reader.Read(Delay));
        var digits = query.ReadDigits();
        var format = query.ReadFormat(Format, Offers);
        var grid = new ImageGrid(ImageGrid.NearSquareColumns(count), reader.Read(Scale));
        if (format == Format.Choices[0] && reader.Errors.Count == 0)
        {
            query.LimitPixels(grid.Size(count, query.Model.Generator.ImageWidth, query.Model.Generator.ImageHeight), frames);
        }

        AnswerBody body = format == "json"
            ? new JsonBody([("from", from), ("to", to), ("frames", (ulong)frames)], count, First: 0, query.Invert)
            : new AnimationBody(grid, frames, (ushort)delay, query.Invert) { MediaType = query.MediaType ?? Offers[0] };
        return query.Answer(new InterpolatedLatents(from, to, frames, count, digits, query.Truncation), frames * count, body);
    }
}
