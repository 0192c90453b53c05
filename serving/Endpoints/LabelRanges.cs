using System.Text.Json.Nodes;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Endpoints.Query;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>
/// Says in the OpenAPI document which digits can be asked for now: those of the models that are served. It is one document for all of
/// them, so its range is that of the model with the most classes; where models differ, the description has each one's.
/// </summary>
internal static class LabelRanges
{
    private const int UsualClasses = 10;

    public static void AddLabelRanges(this IServiceCollection services) =>
        services.Configure<OpenApiOptions>("v1", options => options.AddDocumentTransformer(Describe));

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var models = ModelList.Of(context.ApplicationServices.GetRequiredService<ModelCatalog>()).Models;
        (string Name, int Classes)[] labelled =
        [
            .. models.Where(model => model.Classes > 0).Select(model => (model.Name, model.Classes)),
        ];
        if (labelled.All(model => model.Classes == UsualClasses))
        {
            return Task.CompletedTask;
        }

        var ranges = string.Join(", ", labelled.Select(model => $"{model.Name} 0 to {model.Classes - 1}"));
        foreach (var parameter in document.Paths.Values.SelectMany(path => path.Operations ?? []).SelectMany(Parameters))
        {
            parameter.Description += $" By model: {ranges}.";
            Limit((OpenApiSchema)parameter.Schema!, labelled.Max(model => model.Classes) - 1);
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<OpenApiParameter> Parameters(KeyValuePair<HttpMethod, OpenApiOperation> operation) =>
        (operation.Value.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Name == ImageParameters.Digit.Name);

    private static void Limit(OpenApiSchema digits, int largest)
    {
        ((OpenApiSchema)digits.Items!).Maximum = $"{largest}";
        digits.Examples = [new JsonArray(largest), new JsonArray(0, largest)];
    }
}
