using System.Net;
using Gan.Onnx.Serving.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Makes of a request that a proxy passed on the one that its client sent: the client's address, scheme and host, and the path that the
/// server is reached under. Before everything that looks at one of these.
/// </summary>
internal static class BehindProxy
{
    private const string PrefixHeader = "X-Forwarded-Prefix";

    /// <summary>Applies <see cref="ProxyOptions"/>, and then looks for the route.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<ServingOptions>().Proxy;
        if (options.Known.Count > 0)
        {
            app.Use(next => context =>
            {
                // The framework asks whether the sender is known by its address, which who comes over a Unix socket has none of.
                context.Connection.RemoteIpAddress ??= IPAddress.Loopback;
                IgnoreStrangePrefix(context.Request.Headers);
                return next(context);
            });
            app.UseForwardedHeaders(Believing(options.Known));
        }

        app.Use(next => context => StandAtRoot(context, options.BasePath) ? next(context) : Task.CompletedTask);
        app.UseRouting();
    }

    private static ForwardedHeadersOptions Believing(IReadOnlyList<IPNetwork> known)
    {
        // As many proxies in a row as there are, each of them known.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var network in known)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    /// <summary>A proxy that names no path may pass on what its client wrote, and the framework throws for some of that.</summary>
    private static void IgnoreStrangePrefix(IHeaderDictionary headers)
    {
        if (headers.TryGetValue(PrefixHeader, out var prefixes)
            && !prefixes.ToString().Split(',').All(prefix => ProxyOptions.IsBasePath(prefix.Trim().TrimEnd('/'))))
        {
            headers.Remove(PrefixHeader);
        }
    }

    /// <summary>Takes the base path off where the proxy left it on; the server answers without it, too.</summary>
    /// <returns>False when the client is sent from <c>/gan</c> to <c>/gan/</c>: links of the page are relative to that.</returns>
    private static bool StandAtRoot(HttpContext context, string basePath)
    {
        var request = context.Request;
        var prefix = (request.PathBase.Value ?? "").TrimEnd('/');
        if (basePath.Length > 0 && request.Path.StartsWithSegments(basePath, StringComparison.Ordinal, out var rest))
        {
            // A proxy that leaves the path on may name it all the same.
            prefix = prefix == basePath ? prefix : prefix + basePath;
            request.Path = rest;
        }

        request.PathBase = prefix;
        if (request.Path.HasValue || prefix.Length == 0)
        {
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location = $"{prefix[(prefix.LastIndexOf('/') + 1)..]}/{request.QueryString}";
        return false;
    }
}
