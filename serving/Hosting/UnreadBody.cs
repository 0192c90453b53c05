using Microsoft.AspNetCore.Http.Features;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// The body of a request. No route reads one, and the web server, which takes none, closes the connection after the answer: a client that
/// is not told so would lose the next request.
/// </summary>
internal static class UnreadBody
{
    /// <summary>Whether there is one. HTTP/2 ends the stream alone.</summary>
    public static bool IsIn(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && !HttpProtocol.IsHttp2(context.Request.Protocol)
        && !HttpProtocol.IsHttp3(context.Request.Protocol);
}
