using Microsoft.Net.Http.Headers;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Answers 405 to whoever asks for a page or one of its files by another method than GET and HEAD. Routes see to that themselves; what
/// sends files would pass such a request on, to nobody.
/// </summary>
internal static class ReadOnlyPages
{
    /// <summary>From here on, for the paths that are pages.</summary>
    public static void UseReadOnlyPages(this IApplicationBuilder app, Func<PathString, bool> isPage) => app.Use(next => context =>
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || !isPage(context.Request.Path))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers[HeaderNames.Allow] = $"{HttpMethods.Get}, {HttpMethods.Head}";
        return Task.CompletedTask;
    });

    /// <summary>Allows HEAD where a library maps GET, and nothing but these two.</summary>
    public static void ForReading(this IEndpointConventionBuilder route) => route.Add(endpoint =>
    {
        foreach (var methods in endpoint.Metadata.OfType<HttpMethodMetadata>().ToArray())
        {
            endpoint.Metadata.Remove(methods);
        }

        endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
    });
}
