using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>The OpenAPI document and the page that shows it.</summary>
internal static class ApiDescription
{
    private const string DocumentPath = "/openapi/v1.json";
    private const string PagePrefix = "docs";
    private const string Title = "Gan.Onnx serving";

    // Where a proxy serves the program below a path without telling it, the document cannot say so to the page that tries routes out.
    private const string StayBelow =
        "(request) => { const root = new URL('../', document.baseURI), url = new URL(request.url, root); "
        + "if (url.origin === root.origin && !url.pathname.startsWith(root.pathname)) "
        + "url.pathname = root.pathname + url.pathname.slice(1); request.url = url.href; return request; }";

    public static void AddApiDescription(this IServiceCollection services) => services
        // Otherwise every integer is described as "integer or string of digits".
        .ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict)
        .AddOpenApi("v1", options => options
            .AddDocumentTransformer(Introduce)
            .AddDocumentTransformer(SecuritySchemes.Describe)
            .AddOperationTransformer(Name)
            .AddOperationTransformer(SecuritySchemes.Demand));

    /// <summary>The document.</summary>
    public static void MapApiDescription(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi(DocumentPath).ForReading();

    /// <summary>The page. Only where it is: it looks at a request with regular expressions before it lets it pass.</summary>
    public static void UseApiPage(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments($"/{PagePrefix}"),
        page =>
        {
            page.UseReadOnlyPages(_ => true);
            page.UseSwaggerUI(options =>
            {
                options.RoutePrefix = PagePrefix;
                options.DocumentTitle = Title;
                options.SwaggerEndpoint($"..{DocumentPath}", Title);
                options.UseRequestInterceptor(StayBelow);
            });
        });

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = Title,
            Version = "1",
            Description = "Handwritten digits that nobody wrote: images from a generator trained adversarially and run by ONNX Runtime.",
        };
        // The document is the same on every host; a client resolves paths against the address it read it from. It cannot know that they
        // lie below a path.
        var basePath = document.Servers is [{ Url: { } url }, ..] && Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? address.AbsolutePath.TrimEnd('/')
            : "";
        document.Servers = basePath.Length > 0 ? [new OpenApiServer { Url = basePath }] : [];
        return Task.CompletedTask;
    }

    /// <summary>
    /// GET /healthz/live becomes getHealthzLive: a route answering GET and HEAD is two operations, which may not share one name.
    /// </summary>
    private static Task Name(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var parts = context.Description.RelativePath!.Split('/').Select(part => char.ToUpperInvariant(part[0]) + part[1..]);
        operation.OperationId = context.Description.HttpMethod!.ToLowerInvariant() + string.Concat(parts);
        return Task.CompletedTask;
    }
}
