using Gan.Onnx.Serving.Hosting;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary><c>GET /</c>: a page to play with, made of the files in <c>wwwroot</c>.</summary>
internal static class PlaygroundPage
{
    // The page shows pictures that it fetched itself (blob:) and needs nothing from anywhere else.
    private const string ContentSecurityPolicy =
        "default-src 'none'; img-src 'self' blob:; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UsePlaygroundPage(this WebApplication app)
    {
        var files = app.Environment.WebRootFileProvider;
        app.UseReadOnlyPages(path => path == "/" || files.GetFileInfo(path) is { Exists: true, IsDirectory: false });
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = context => Protect(context.Context.Response.Headers) });
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // A file is kept but asked for again: a new version of the server and an old script would not fit.
        headers.CacheControl = "no-cache";
    }
}
