using Gan.Onnx.Serving.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>POST /models/reload</c>: looks at the model files now, for whoever has the key of <c>Access:AdminKey</c>.</summary>
internal static class ReloadEndpoint
{
    public static void MapReload(this IEndpointRouteBuilder routes) => routes
        .MapPost("/models/reload", HandleAsync)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .WithTags("Models")
        .WithSummary("Serve what lies in the model folders now")
        .WithDescription(
            "Verifies, tries and warms up every model whose files differ, and then serves it; "
            + "one that fails is refused, and its present version stays. "
            + "Needs the key of the setting Access:AdminKey.");

    private static async Task<Ok<ModelList>> HandleAsync(ModelCatalog catalog)
    {
        await Task.Run(() => catalog.Reload(changedOnly: false));
        return TypedResults.Ok(ModelList.Of(catalog));
    }
}
