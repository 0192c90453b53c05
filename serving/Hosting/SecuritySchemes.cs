using Gan.Onnx.Serving.Settings;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>What the OpenAPI document says of keys and limits, where the operator has set any.</summary>
internal static class SecuritySchemes
{
    private const string Header = "apiKey";
    private const string Bearer = "bearer";

    /// <summary>How a key is presented.</summary>
    public static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var access = context.ApplicationServices.GetRequiredService<ServingOptions>().Access;
        if (access.ApiKeys.Count > 0 || access.AdminKey is not null)
        {
            document.AddComponent<IOpenApiSecurityScheme>(Header, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = Keys.Header,
                Description = "One of the server's keys.",
            });
            document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The same key, as Authorization: Bearer.",
            });
        }

        return Task.CompletedTask;
    }

    /// <summary>Which operation wants one, and what it answers to those without.</summary>
    public static Task Demand(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var options = context.ApplicationServices.GetRequiredService<ServingOptions>().Access;
        var access = context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessPolicy>().FirstOrDefault()?.Access;
        var isClosed = access switch
        {
            Access.KeyHolders => options.ApiKeys.Count > 0,
            Access.Administrator => options.AdminKey is not null,
            _ => false,
        };
        if (isClosed)
        {
            // Either is enough.
            operation.Security = [Requirement(Header, context.Document), Requirement(Bearer, context.Document)];
            Answers(operation, "401", "The key is missing or wrong.");
        }

        if (access == Access.KeyHolders && options.RequestsPerMinute > 0)
        {
            Answers(operation, "429", "This client asks too often; Retry-After says how long to wait.");
        }

        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    /// <summary>Unless the route describes it itself.</summary>
    private static void Answers(OpenApiOperation operation, string status, string description) =>
        (operation.Responses ??= []).TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
            },
        });
}
