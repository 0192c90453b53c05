using System.Buffers;
using System.Globalization;
using Gan.Onnx.Generation;
using Gan.Onnx.Serving.Endpoints.Query;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /digits</c>: a grid of generated digits as PNG.</summary>
internal static class DigitsEndpoint
{
    private const string Png = "image/png";
    private const string SeedHeader = "X-Seed";

    // Numbers above 2⁵³ do not survive JavaScript; a seed drawn here should be good in every client.
    private const long DrawnSeeds = 1L << 53;

    private static readonly IntegerParameter Count = new("count", 1, 100, 16, "How many digits.");

    private static readonly IntegerParameter Seed = new(
        "seed", 0, ulong.MaxValue, null,
        "Makes the answer reproducible: digit k depends on the seed, on k and on the digit asked for, whatever the count. "
        + $"Without it a seed below 2^53 is drawn. Either way it comes back in the header {SeedHeader}.",
        "uint64");

    private static readonly IntegerParameter Columns = new(
        "columns", 1, 100, null, "Digits in a row, at most count; by default as many as make the grid nearly square.");

    private static readonly IntegerParameter Scale = new("scale", 1, 16, 1, "Each pixel of a digit becomes a square of this many pixels.");

    private static readonly IntegerParameter Digit = new(
        "digit", 0, 9, null, "All images show this digit, if the model can be asked for one; by default each image's digit is drawn.");

    public static void MapDigits(this IEndpointRouteBuilder routes) => routes
        .MapMethods("/digits", [HttpMethods.Get, HttpMethods.Head], Handle)
        .Produces(StatusCodes.Status200OK)
        .ProducesValidationProblem()
        .WithTags("Digits")
        .WithSummary("A grid of generated digits")
        .WithDescription("White ink on black, 28 by 28 pixels each, row by row; unused cells of the last row stay black.")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            Describe(operation);
            return Task.CompletedTask;
        });

    private static Results<FileContentHttpResult, ProblemHttpResult> Handle(HttpContext context, FrozenGenerator generator, IPngEncoder encoder)
    {
        var query = new QueryReader(context.Request.Query, [Count, Seed, Digit, Columns, Scale]);
        int count = (int)query.Read(Count)!;
        ulong seed = query.Read(Seed) ?? (ulong)Random.Shared.NextInt64(DrawnSeeds);
        int columns = (int)(query.Read(Columns with { Maximum = (ulong)count }) ?? (ulong)ImageGrid.NearSquareColumns(count));
        int scale = (int)query.Read(Scale)!;
        int[]? digits = Digits(query, generator.Manifest);
        if (query.Errors.Count > 0)
        {
            return TypedResults.Problem(
                new HttpValidationProblemDetails(query.Errors) { Status = StatusCodes.Status400BadRequest, Title = "The query is not valid." });
        }

        context.Response.Headers[SeedHeader] = seed.ToString(CultureInfo.InvariantCulture);
        if (!context.Request.Query.ContainsKey(Seed.Name))
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        byte[] png = Draw(generator, encoder, count, seed, digits, new ImageGrid(columns, scale), context.RequestAborted);
        return TypedResults.File(png, Png);
    }

    private static int[]? Digits(QueryReader query, Manifest model)
    {
        ulong? digit = query.Read(Digit with { Maximum = (ulong)Math.Max(9, model.Classes - 1) });
        if (digit is not null && model.Classes == 0)
        {
            query.Errors[Digit.Name] =
                [$"The model '{model.Preset}' was trained without labels, so it cannot be asked for a digit. Leave 'digit' out, or have a conditional model served."];
        }

        return digit is { } wanted && query.Errors.Count == 0 ? [(int)wanted] : null;
    }

    private static byte[] Draw(
        FrozenGenerator generator, IPngEncoder encoder, int count, ulong seed, int[]? digits, ImageGrid grid, CancellationToken cancellationToken)
    {
        int length = count * generator.ImageArea;
        float[] images = ArrayPool<float>.Shared.Rent(length);
        try
        {
            generator.Generate(images.AsMemory(0, length), seed, first: 0, digits, cancellationToken);
            GreyImage picture = grid.Draw(images.AsSpan(0, length), generator.ImageWidth, generator.ImageHeight);
            cancellationToken.ThrowIfCancellationRequested();
            var png = new ArrayBufferWriter<byte>();
            encoder.Encode(picture, png);
            return png.WrittenSpan.ToArray();
        }
        finally
        {
            ArrayPool<float>.Shared.Return(images);
        }
    }

    private static void Describe(OpenApiOperation operation)
    {
        operation.Parameters = [Count.Describe(), Seed.Describe(), Digit.Describe(), Columns.Describe(), Scale.Describe()];
        operation.Responses!["200"] = new OpenApiResponse
        {
            Description = "The grid, columns · 28 · scale pixels wide.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Png] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
            Headers = new Dictionary<string, IOpenApiHeader>
            {
                [SeedHeader] = new OpenApiHeader { Description = "The seed that was used.", Required = true, Schema = Seed.Describe().Schema },
            },
        };
    }
}
