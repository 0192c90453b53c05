using Gan.Onnx.Generation;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>The server's own log lines.</summary>
internal static partial class ServingLog
{
    public static void LogServing(this ILogger logger, FrozenGenerator generator, ServingOptions options) =>
        logger.LogServing(generator.Path, generator.Manifest.Preset, generator.Manifest.Sha256, options.Threads, options.PngEncoder);

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Information,
        Message = "Serving {Model} (preset {Preset}, SHA-256 {Sha256}) with up to {Threads} threads a run, PNG by {Encoder}")]
    private static partial void LogServing(this ILogger logger, string model, string preset, string sha256, int threads, string encoder);
}
