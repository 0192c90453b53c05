using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>The server's own log lines.</summary>
internal static partial class ServingLog
{
    public static void LogServing(this ILogger logger, ModelCatalog catalog, ServingOptions options)
    {
        foreach (CatalogEntry entry in catalog.Entries)
        {
            ServedModel model = entry.Hold();
            logger.LogServing(model.Name, model.Generator.Path, model.Generator.Manifest.Preset, model.Version, options.Batching.Workers, options.PngEncoder);
            model.Release();
        }
    }

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Model {Name}: new, from {Path}")]
    public static partial void LogAdded(ILogger logger, string name, string path);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "Model {Name}: not served. {Reason}")]
    public static partial void LogNotAdded(ILogger logger, string name, string reason);

    [LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "Looking for changed models failed; those served go on")]
    public static partial void LogReloadFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 8, Level = LogLevel.Information, Message = "Stopping: not ready any more, answering for {Seconds} s, then finishing what is under way")]
    public static partial void LogDraining(ILogger logger, double seconds);

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Information,
        Message = "Serving {Name}: {Model} (preset {Preset}, SHA-256 {Sha256}) on {Workers} workers, PNG by {Encoder}")]
    private static partial void LogServing(this ILogger logger, string name, string model, string preset, string sha256, int workers, string encoder);
}
