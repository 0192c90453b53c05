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
    /// <param name="subject">What the route's family speaks of.</param>
    /// <param name="parameters">All of its query parameters.</param>
    /// <param name="success">What a good answer is.</param>
    /// <param name="forms">Media types of a good answer, and what they hold.</param>
    public static void Describe(
        OpenApiOperation operation,
        Subject subject,
        QueryParameter[] parameters,
        string success,
        params (string Type, OpenApiSchema Schema)[] forms)
    {
        operation.Parameters = [.. parameters.Select(parameter => parameter.Describe())];
        var hasSeed = parameters.Contains(subject.Seed);
        operation.Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = success,
                Content = forms.ToDictionary(form => form.Type, form => new OpenApiMediaType { Schema = form.Schema }),
                Headers = Headers(subject, hasSeed),
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

    /// <summary>A refusal.</summary>
    public static OpenApiResponse Refused(string description, bool withErrors = false)
    {
        var schema = Schemas.Object(
            ("type", Schemas.Text()), ("title", Schemas.Text()), ("status", Schemas.Number("int32")), ("traceId", Schemas.Text()),
            ("detail", Schemas.Text()));
        schema.Required = new HashSet<string> { "type", "title", "status" };
        if (withErrors)
        {
            schema.Properties!["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Schemas.Text() },
                Examples = [new JsonObject { ["count"] = new JsonArray("'count' must be a whole number from 1 to 100; received '101'.") }],
            };
        }

        return new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType> { [Problem] = new OpenApiMediaType { Schema = schema } },
        };
    }

    private static Dictionary<string, IOpenApiHeader> Headers(Subject subject, bool hasSeed)
    {
        var headers = new Dictionary<string, IOpenApiHeader>
        {
            [ImageAnswer.ModelHeader] = Header("The model's name.", Schemas.Text()),
            [ImageAnswer.VersionHeader] = Header("SHA-256 of the model file.", Schemas.Text()),
            [ImageAnswer.LabelsHeader] = Header(
                $"The images' {subject.Label.Name}s in their order, with commas; only of models trained with labels.",
                Schemas.Text(),
                required: false),
            [ImageAnswer.QueueHeader] = Header("Milliseconds that the images waited.", new OpenApiSchema { Type = JsonSchemaType.Number }),
            [ImageAnswer.InferenceHeader] = Header(
                "Milliseconds that the generator took.", new OpenApiSchema { Type = JsonSchemaType.Number }),
            [RequestIds.Header] = Header("The request's id, for the server's log.", Schemas.Text()),
            ["Cache-Control"] = Header(
                "immutable for requests with seed and version, no-cache with seed only, else no-store.", Schemas.Text()),
            ["ETag"] = Header("For answers that the request decides about.", Schemas.Text(), required: false),
        };
        if (hasSeed)
        {
            headers[ImageAnswer.SeedHeader] = Header("The seed that was used.", Schemas.Number("uint64"));
        }

        return headers;
    }

    private static OpenApiHeader Header(string description, OpenApiSchema schema, bool required = true) =>
        new() { Description = description, Required = required, Schema = schema };
}
