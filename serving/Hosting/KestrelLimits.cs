using Gan.Onnx.Serving.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>What a client may ask of the web server: every route is a short GET without a body.</summary>
internal static partial class KestrelLimits
{
    private const long MostConnections = 4096;

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.MaxRequestLineSize = 8 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.MaxConcurrentConnections = Connections(HostLimits.MostFiles);
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
    }

    /// <summary>How many are taken on at once: those that leave the server the files that it needs itself.</summary>
    /// <param name="files">How many may be open; null where that cannot be told.</param>
    public static long Connections(long? files) => Math.Clamp((files ?? long.MaxValue) - HostLimits.NeededFiles, 1, MostConnections);

    /// <summary>Says at the start where the system allows fewer connections than the web server would take on.</summary>
    public static void LogLimits(this ILogger logger)
    {
        var connections = Connections(HostLimits.MostFiles);
        if (connections < MostConnections)
        {
            LogFewFiles(logger, HostLimits.MostFiles, connections, MostConnections);
        }
    }

    [LoggerMessage(
        EventId = 16,
        Level = LogLevel.Warning,
        Message = "The limit on open files, {Files}, leaves room for {Connections} connections in place of {Most}; no more are taken on")]
    private static partial void LogFewFiles(ILogger logger, long? files, long connections, long most);
}
