using System.Diagnostics;
using System.Globalization;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Gives every request an id, its own or the client's, in the answer and in every log line; and logs each request when the category
/// Gan.Onnx.Serving.Requests is at level Information.
/// </summary>
internal sealed partial class RequestIds(ILoggerFactory loggers, Drain drain)
{
    /// <summary>The header, of requests and answers.</summary>
    public const string Header = "X-Request-Id";

    private const int LongestId = 64;
    private static long _last = DateTime.UtcNow.Ticks;
    private readonly ILogger _logger = loggers.CreateLogger("Gan.Onnx.Serving.Requests");

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var id = context.Request.Headers[Header] is { Count: 1 } given && IsId(given[0]!)
            ? given[0]!
            : Interlocked.Increment(ref _last).ToString("x", CultureInfo.InvariantCulture);
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        drain.Announce(context.Response);

        if (!_logger.IsEnabled(LogLevel.Warning))
        {
            await next(context);
            return;
        }

        using var scope = _logger.BeginScope(new KeyValuePair<string, object>[] { new("RequestId", id) });
        var start = Stopwatch.GetTimestamp();
        await next(context);
        if (_logger.IsEnabled(LogLevel.Information))
        {
            LogAnswered(
                _logger, context.Request.Method, context.Request.Path, context.Response.StatusCode, context.Response.ContentLength,
                Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 3), id);
        }
    }

    private static bool IsId(string text) =>
        text.Length is > 0 and <= LongestId
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    [LoggerMessage(
        EventId = 10,
        Level = LogLevel.Information,
        Message = "{Method} {Path} {Status}, {Bytes} bytes, {Milliseconds} ms, request {Id}")]
    private static partial void LogAnswered(
        ILogger logger, string method, PathString path, int status, long? bytes, double milliseconds, string id);
}

/// <summary>Puts <see cref="RequestIds"/> in the way of requests.</summary>
internal static class RequestIdsStep
{
    public static void UseRequestIds(this IApplicationBuilder app)
    {
        var ids = app.ApplicationServices.GetRequiredService<RequestIds>();
        app.Use(next => context => ids.HandleAsync(context, next));
    }
}
