using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /models</c> and <c>GET /models/{name}</c>: what is served.</summary>
internal static class ModelsEndpoint
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/models", Methods, (ModelCatalog catalog) => TypedResults.Ok(ModelList.Of(catalog)))
            .WithTags("Models")
            .WithSummary("The models that are served");
        routes.MapMethods("/models/{name}", Methods, Find)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithTags("Models")
            .WithSummary("One model");
    }

    private static Results<Ok<ModelDescription>, ProblemHttpResult> Find(string name, ModelCatalog catalog) =>
        catalog.TryFind(name, out var entry)
            ? TypedResults.Ok(ModelDescription.Of(entry))
            : Problems.NoSuchModel($"There is no model of this name. {catalog.Instead(name)}");
}
