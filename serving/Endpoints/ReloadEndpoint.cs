using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>POST /models/reload</c>: looks at the model files now, for whoever has the key of <c>Access:AdminKey</c>.</summary>
internal static class ReloadEndpoint
{
    public static void MapReload(this IEndpointRouteBuilder routes) => routes
        .MapPost("/models/reload", HandleAsync)
        .WithRequestTimeout(TimeLimit(routes.ServiceProvider.GetRequiredService<ServingOptions>()))
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status504GatewayTimeout)
        .WithTags("Models")
        .WithSummary("Serve what lies in the model folders now")
        .WithDescription(
            "Verifies, tries and warms up every model whose files differ, and then serves it; "
            + "one that fails is refused, and its present version stays. "
            + "Needs the key of the setting Access:AdminKey.");

    private static async Task<Ok<ModelList>> HandleAsync(ModelReload reload, ModelCatalog catalog, CancellationToken cancellationToken)
    {
        await reload.RunAsync(changedOnly: false, cancellationToken);
        return TypedResults.Ok(ModelList.Of(catalog));
    }

    private static RequestTimeoutPolicy TimeLimit(ServingOptions options) => new()
    {
        Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
        WriteTimeoutResponse = context => TypedResults.Problem(
            "The models were not looked at in time (setting Requests:TimeoutSeconds). A look that has begun goes on; "
            + "GET /models shows what becomes of it.",
            statusCode: StatusCodes.Status504GatewayTimeout).ExecuteAsync(context),
    };
}
