using System.Text.Json.Nodes;
using Gan.Onnx.Serving.Answers;
using Gan.Onnx.Serving.Endpoints.Query;
using Gan.Onnx.Serving.Hosting;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>The API description of a route that answers with images.</summary>
internal static class ImageOperation
{
    private const string Problem = "application/problem+json";

    /// <summary>Describes parameters and answers.</summary>
    /// <param name="operation">The route's.</param>
    /// <param name="parameters">All of its query parameters.</param>
    /// <param name="success">What a good answer is.</param>
    /// <param name="forms">Media types of a good answer, and what they hold.</param>
    public static void Describe(
        OpenApiOperation operation, QueryParameter[] parameters, string success, params (string Type, OpenApiSchema Schema)[] forms)
    {
        operation.Parameters = [.. parameters.Select(parameter => parameter.Describe())];
        var hasSeed = parameters.Contains(ImageParameters.Seed);
        operation.Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = success,
                Content = forms.ToDictionary(form => form.Type, form => new OpenApiMediaType { Schema = form.Schema }),
                Headers = Headers(hasSeed),
            },
            ["304"] = new OpenApiResponse { Description = "The client holds this answer already (header If-None-Match)." },
            ["400"] = Refused("A parameter is unknown, repeated or not allowed; errors tells which and why.", withErrors: true),
            ["401"] = Refused("The server wants a key (header X-API-Key, or Authorization: Bearer)."),
            ["404"] = Refused("There is no such model, or it has another version now."),
            ["406"] = Refused("The header Accept allows none of the forms there are."),
            ["429"] = Refused("Too many images wait already, or this client asks too often; Retry-After says how long to wait."),
            ["504"] = Refused("The images were not done in time."),
        };
        ((OpenApiResponse)operation.Responses["429"]).Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["Retry-After"] = Header("Seconds.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" }),
        };
    }

    /// <summary>Bytes.</summary>
    public static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };

    /// <summary>The JSON form of <c>/digits</c>.</summary>
    public static OpenApiSchema Images() => Document(("seed", Number("uint64")));

    /// <summary>The JSON form of <c>/digits/interpolation</c>.</summary>
    public static OpenApiSchema Frames() => Document(("from", Number("uint64")), ("to", Number("uint64")), ("frames", Number("int32")));

    /// <summary>A refusal.</summary>
    public static OpenApiResponse Refused(string description, bool withErrors = false)
    {
        var schema = Object(("type", Text()), ("title", Text()), ("status", Number("int32")), ("traceId", Text()), ("detail", Text()));
        schema.Required = new HashSet<string> { "type", "title", "status" };
        if (withErrors)
        {
            schema.Properties!["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() },
                Examples = [new JsonObject { ["count"] = new JsonArray("'count' must be a whole number from 1 to 100; received '101'.") }],
            };
        }

        return new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { [Problem] = new OpenApiMediaType { Schema = schema } },
        };
    }

    private static Dictionary<string, IOpenApiHeader> Headers(bool hasSeed)
    {
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            [ImageAnswer.ModelHeader] = Header("The model's name.", Text()),
            [ImageAnswer.VersionHeader] = Header("SHA-256 of the model file.", Text()),
            [ImageAnswer.LabelsHeader] = Header(
                "The images' digits in their order, with commas; only of models trained with labels.", Text(), required: false),
            [ImageAnswer.QueueHeader] = Header("Milliseconds that the images waited.", new OpenApiSchema { Type = JsonSchemaType.Number }),
            [ImageAnswer.InferenceHeader] = Header(
                "Milliseconds that the generator took.", new OpenApiSchema { Type = JsonSchemaType.Number }),
            [RequestIds.Header] = Header("The request's id, for the server's log.", Text()),
            ["Cache-Control"] = Header("immutable for requests with seed and version, no-cache with seed only, else no-store.", Text()),
            ["ETag"] = Header("For answers that the request decides about.", Text(), required: false),
        };
        if (hasSeed)
        {
            headers[ImageAnswer.SeedHeader] = Header("The seed that was used.", Number("uint64"));
        }

        return headers;
    }

    private static OpenApiSchema Document(params (string Name, OpenApiSchema Schema)[] facts)
    {
        OpenApiSchema grey = new() { Type = JsonSchemaType.Integer, Minimum = "0", Maximum = "255" };
        OpenApiSchema digit = new()
        {
            Type = JsonSchemaType.Integer | JsonSchemaType.Null,
            Description = "Null when the model was trained without labels.",
        };
        var image = Object(("index", Number("int64")), ("digit", digit), ("pixels", List(List(grey))));
        if (facts.Length > 1)
        {
            image.Properties!["frame"] = Number("int32");
            image.Required!.Add("frame");
        }

        return Object(
        [
            ("model", Text()), ("version", Text()), .. facts,
            ("width", Number("int32")), ("height", Number("int32")), ("images", List(image)),
        ]);
    }

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = properties.ToDictionary(property => property.Name, IOpenApiSchema (property) => property.Schema),
        Required = properties.Select(property => property.Name).ToHashSet(),
    };

    private static OpenApiSchema List(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Number(string format) => new() { Type = JsonSchemaType.Integer, Format = format };

    private static OpenApiHeader Header(string description, OpenApiSchema schema, bool required = true) =>
        new() { Description = description, Required = required, Schema = schema };
}
