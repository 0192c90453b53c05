using Microsoft.AspNetCore.HostFiltering;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Gives every answer its id, and every refusal its form. Before the framework's own steps: the one for <c>AllowedHosts</c> answers by
/// itself.
/// </summary>
internal sealed class OutermostSteps : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseRequestIds();
        app.UseProblems();
        next(app);
    };
}

/// <summary>Registers <see cref="OutermostSteps"/>.</summary>
internal static class OutermostStepsServices
{
    public static void AddOutermostSteps(this IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, OutermostSteps>());
        // Otherwise it answers with a page of its own.
        services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
    }
}
