using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>Keeps those away from a route that its <see cref="AccessPolicy"/> does not name.</summary>
internal sealed class AccessControl(ServingOptions options, ServingMetrics metrics)
{
    private readonly AccessOptions _options = options.Access;

    /// <summary>Lets a request pass, or answers it.</summary>
    /// <exception cref="InvalidOperationException">The route declares no access.</exception>
    public Task CheckAsync(HttpContext context, RequestDelegate next) =>
        Refusal(context) is { } refusal ? refusal.ExecuteAsync(context) : next(context);

    private IResult? Refusal(HttpContext context)
    {
        // What is no route, such as a page's file or the framework's answer 405, is nothing to protect.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return null;
        }

        return endpoint.Metadata.GetMetadata<AccessPolicy>()?.Access switch
        {
            Access.Everybody => null,
            Access.KeyHolders => RefusalWithoutKey(context),
            Access.Administrator => RefusalOfOthers(context.Request),
            _ => throw new InvalidOperationException(
                $"The route '{endpoint.RoutePattern.RawText}' does not say who may use it. "
                + "Map it in a group with ForEverybody, ForKeyHolders or ForAdministrator."),
        };
    }

    private IResult? RefusalWithoutKey(HttpContext context)
    {
        if (_options.ApiKeys.Count == 0)
        {
            return null;
        }

        if (Keys.FindKnown(context.Request, _options.ApiKeys) is not null)
        {
            context.Response.OnStarting(KeepFromOthers, context.Response);
            return null;
        }

        metrics.Rejected("no_key");
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.NoKey(
            "A key is needed, as 'X-API-Key: KEY' or 'Authorization: Bearer KEY'; this request has none, or a wrong one.");
    }

    /// <summary>A shared cache asks nobody for a key: what was given for one is its holder's alone to keep.</summary>
    private static Task KeepFromOthers(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (headers.CacheControl.ToString() is { Length: > 0 } rules)
        {
            headers.CacheControl = rules.Replace("public", "private", StringComparison.Ordinal);
        }

        return Task.CompletedTask;
    }

    private IResult? RefusalOfOthers(HttpRequest request)
    {
        if (_options.AdminKey is not { } key)
        {
            return Problems.SwitchedOff("Reloading is switched off. Set Access:AdminKey to allow it to whoever has that key.");
        }

        return Keys.AreEqual(Keys.Of(request), key)
            ? null
            : Problems.NoKey("Reloading needs the administrator's key, as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'.");
    }
}

/// <summary>Puts <see cref="AccessControl"/> in the way of requests.</summary>
internal static class AccessControlStep
{
    public static void UseAccessControl(this WebApplication app)
    {
        var access = app.Services.GetRequiredService<AccessControl>();
        app.Use(next => context => access.CheckAsync(context, next));
        app.UseClientRate();
    }
}
