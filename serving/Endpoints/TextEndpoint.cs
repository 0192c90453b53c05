using System.Text.RegularExpressions;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Gan.Onnx.Serving.Observability;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /digits/text/{digits}</c>: a number in generated handwriting.</summary>
internal static partial class TextEndpoint
{
    private static readonly TextParameter Text = new(
        "digits", NumberText(), "1 to 64 digits, dashes, points, colons, slashes and spaces, with at least one digit",
        "The number. Digits are generated, everything else is drawn plainly.", "2026-11-21");

    private static readonly QueryParameter[] Known = Subject.Digits.With(Subject.Digits.Seed, Subject.Digits.Scale);

    public static void MapText(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/digits/text/{**digits}", [HttpMethods.Get, HttpMethods.Head], Handle)
        .WithTags("Digits")
        .WithSummary("A number in generated handwriting")
        .WithDescription("On one line, 28 pixels high, scaled. Digit k is image k of the seed. Only models trained with labels can write.")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            ImageOperation.Describe(operation, Subject.Digits, Known, "The number.", ("image/png", ImageOperation.Binary()));
            operation.Parameters!.Insert(0, Text.Describe(Microsoft.OpenApi.ParameterLocation.Path));
            return Task.CompletedTask;
        });

    private static Results<ImageAnswer, ProblemHttpResult> Handle(
        HttpContext context, string? digits, ModelCatalog catalog, ServingMetrics metrics)
    {
        var query = new ImageQuery(context, catalog, metrics, Subject.Digits, Known);
        // A client made from the API description encodes every slash of a parameter, and the web server leaves it so.
        var text = query.Reader.ReadPath(Text, (digits ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), "0");
        var seed = query.ReadSeed();
        var scale = query.Reader.Read(Subject.Digits.Scale);
        query.AcceptPng();
        var line = new Handwriting(text, query.Model.Generator.ImageWidth, query.Model.Generator.ImageHeight);
        query.LimitPixels((line.Width * scale, query.Model.Generator.ImageHeight * scale));
        query.RequireLabels(Text.Name, line.Digits);
        var latents = new SeededLatents(seed, 0, line.Digits, query.Truncation);
        return query.Answer(latents, line.Digits.Length, new TextBody(text, scale, query.Invert), seed);
    }

    [GeneratedRegex(@"^(?=.*[0-9])[0-9.:/ -]{1,64}\z")]
    private static partial Regex NumberText();
}
