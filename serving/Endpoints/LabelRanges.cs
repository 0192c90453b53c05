using System.Text.Json.Nodes;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>
/// Says in the OpenAPI document which classes can be asked for now: those of the models that are served. It is one document for all of
/// them, so its range is that of the model with the most classes; where models differ, the description has each one's. Names are listed
/// where the default model has some, and then those of the others are, too.
/// </summary>
internal static class LabelRanges
{
    private const int UsualClasses = 10;

    public static void AddLabelRanges(this IServiceCollection services) =>
        services.Configure<OpenApiOptions>("v1", options => options.AddDocumentTransformer(Describe));

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var served = ModelList.Of(context.ApplicationServices.GetRequiredService<ModelCatalog>());
        ModelDescription[] labelled = [.. served.Models.Where(model => model.Classes > 0)];
        Limit(document, Subject.Digits, [.. labelled.Where(model => model.MakesDigits)]);
        Limit(document, Subject.Images, labelled);
        if (labelled.Any(model => model.Name == served.Default && model.ClassNames is not null))
        {
            Name(document, [.. labelled.SelectMany(model => model.ClassNames ?? []).Distinct(StringComparer.OrdinalIgnoreCase)]);
        }

        return Task.CompletedTask;
    }

    private static void Limit(OpenApiDocument document, Subject subject, ModelDescription[] labelled)
    {
        if (labelled.All(model => model.Classes == UsualClasses && model.ClassNames is null))
        {
            return;
        }

        var ranges = string.Join(", ", labelled.Select(Range));
        var largest = labelled.Max(model => model.Classes) - 1;
        foreach (var parameter in Parameters(document, subject))
        {
            parameter.Description += $" By model: {ranges}.";
            var list = (OpenApiSchema)parameter.Schema!;
            var item = (OpenApiSchema)list.Items!;
            ((OpenApiSchema)(item.AnyOf?[0] ?? item)).Maximum = $"{largest}";
            list.Examples = [new JsonArray(largest), new JsonArray(0, largest)];
        }
    }

    private static string Range(ModelDescription model) =>
        $"{model.Name} 0 to {model.Classes - 1}{(model.ClassNames is null || model.MakesDigits ? "" : " or their names")}";

    private static void Name(OpenApiDocument document, string[] names)
    {
        foreach (var parameter in Parameters(document, Subject.Images))
        {
            var list = (OpenApiSchema)parameter.Schema!;
            ((OpenApiSchema)list.Items!.AnyOf![1]).Enum = [.. names.Select(name => (JsonNode)JsonValue.Create(name))];
            list.Examples = [new JsonArray(names[0])];
        }
    }

    private static IEnumerable<OpenApiParameter> Parameters(OpenApiDocument document, Subject subject) => document.Paths.Values
        .SelectMany(path => path.Operations ?? [])
        .SelectMany(operation => (operation.Value.Parameters ?? []).OfType<OpenApiParameter>())
        .Where(parameter => parameter.Name == subject.Label.Name);
}
