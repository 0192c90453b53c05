using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>The schemas that the API description is put together from.</summary>
internal static class Schemas
{
    /// <summary>An object all of whose properties are there.</summary>
    public static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = properties.ToDictionary(property => property.Name, IOpenApiSchema (property) => property.Schema),
        Required = properties.Select(property => property.Name).ToHashSet(),
    };

    /// <summary>A list.</summary>
    public static OpenApiSchema List(OpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };

    /// <summary>A text.</summary>
    public static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    /// <summary>A whole number.</summary>
    /// <param name="format">int32, int64 or uint64.</param>
    public static OpenApiSchema Number(string format) => new() { Type = JsonSchemaType.Integer, Format = format };
}
