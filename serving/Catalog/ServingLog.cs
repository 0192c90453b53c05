using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>Says at the start what is served.</summary>
internal static partial class ServingLog
{
    /// <summary>One line for each model of the catalogue.</summary>
    public static void LogServing(this ILogger logger, ModelCatalog catalog, ServingOptions options)
    {
        foreach (var entry in catalog.Entries)
        {
            var model = entry.Hold();
            var generator = model.Generator;
            logger.LogServing(
                model.Name, generator.Path, generator.Manifest.Preset, model.Version, options.Batching.Workers, options.PngEncoder);
            model.Release();
        }
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Information,
        Message = "Serving {Name}: {Model} (preset {Preset}, SHA-256 {Sha256}) on {Workers} workers, PNG by {Encoder}")]
    private static partial void LogServing(
        this ILogger logger, string name, string model, string preset, string sha256, int workers, string encoder);
}
