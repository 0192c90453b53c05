using System.IO.Compression;
using System.Numerics;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Serving.Settings;

/// <summary>
/// The server's own settings, checked; from appsettings.json, the environment (<c>Model__Path</c>) or the command line
/// (<c>--Model:Path=…</c>).
/// </summary>
internal sealed record ServingOptions
{
    private const int MostThreads = 1024;

    /// <summary>The default model: a folder or an .onnx file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>A folder of model folders, all of which are served by name; null for none.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>How often changed model files are looked for; 0 for never.</summary>
    public double PollSeconds { get; init; }

    /// <summary>Where models run.</summary>
    public ServingDevice Device { get; init; }

    /// <summary>How images are made for many requests at once.</summary>
    public required BatchingOptions Batching { get; init; }

    /// <summary>How long a request may take.</summary>
    public double TimeoutSeconds { get; init; }

    /// <summary>After SIGTERM, how long the server goes on answering while it says that it is not ready.</summary>
    public double ShutdownDelaySeconds { get; init; }

    /// <summary>Who may ask for what, and how often.</summary>
    public required AccessOptions Access { get; init; }

    /// <summary>What lies between the server and its clients.</summary>
    public required ProxyOptions Proxy { get; init; }

    /// <summary>Web pages of other origins that may ask.</summary>
    public required CrossOriginOptions CrossOrigin { get; init; }

    /// <summary><c>runs</c>, <c>zlib</c> or <c>extensions</c>.</summary>
    public required string PngEncoder { get; init; }

    /// <summary>The effort of zlib.</summary>
    public CompressionLevel PngCompressionLevel { get; init; }

    /// <summary>All settings that there are: what is read, in the order of reading.</summary>
    public static IReadOnlyList<Setting> Known { get; } = ReadKnown();

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartupException">A value is not one of those allowed, or a setting is unknown.</exception>
    public static ServingOptions Read(IConfiguration configuration)
    {
        SettingNames.Check(configuration);
        return Read(new SettingsReader(configuration));
    }

    private static ServingOptions Read(SettingsReader settings)
    {
        var modelPath = settings.Text(
            "Model:Path", "The default model, which answers requests that name none. It is called as its folder is, or default.",
            "a folder or an .onnx file", "the shipped model");
        var modelsFolder = ReadModelsFolder(settings);
        var pollSeconds = settings.Seconds(
            "Models:PollSeconds", 0.01, 3600, 2, "never", "How often changed model files are looked for.");
        string[] devices = [.. Enum.GetNames<ServingDevice>().Select(name => name.ToLowerInvariant())];
        var device = Enum.Parse<ServingDevice>(
            settings.OneOf("Device", devices, "cpu", "Where models run; auto takes a GPU where one can be used."), ignoreCase: true);
        return new ServingOptions
        {
            ModelPath = modelPath ?? Path.Combine(AppContext.BaseDirectory, "models", "default"),
            ModelsFolder = modelsFolder,
            PollSeconds = pollSeconds,
            Device = device,
            Batching = new BatchingOptions(
                ReadWorkers(settings, device),
                ReadLargestBatch(settings),
                settings.Integer(
                    "Batching:QueueImages", 1, 1_000_000, 4096,
                    about: "Images that may wait for one model; requests beyond are answered with 429.")),
            TimeoutSeconds = settings.Seconds(
                "Requests:TimeoutSeconds", 0.001, 3600, 30, about: "How long a request may take; then it is answered with 504."),
            ShutdownDelaySeconds = settings.Seconds(
                "Shutdown:DelaySeconds", 0, 60, 1,
                about: "How long the server goes on answering after SIGTERM while it says that it is not ready."),
            Access = AccessOptions.Read(settings),
            Proxy = ProxyOptions.Read(settings),
            CrossOrigin = CrossOriginOptions.Read(settings),
            PngEncoder = settings.OneOf(
                "Png:Encoder", ["runs", "zlib", "extensions", "imagesharp"], "runs",
                "What compresses pictures: runs is this program's own, made for digits."),
            PngCompressionLevel = ReadCompressionLevel(settings),
        };
    }

    private static IReadOnlyList<Setting> ReadKnown()
    {
        var settings = new SettingsReader(new ConfigurationBuilder().Build());
        Read(settings);
        return settings.Known;
    }

    /// <summary>The chosen encoder.</summary>
    /// <param name="sample">A picture like those to come.</param>
    /// <exception cref="StartupException">Its native library is missing.</exception>
    public IPngEncoder CreatePngEncoder(Picture sample)
    {
        try
        {
            return PngEncoder switch
            {
                "runs" => new RunLengthPngEncoder(sample),
                "zlib" => new ZlibPngEncoder(PngCompressionLevel),
                "imagesharp" => new ImageSharpPngEncoder(PngCompressionLevel),
                _ => new ExtensionsPngEncoder(),
            };
        }
        catch (Exception exception) when (PngEncoder == "extensions")
        {
            throw StartupException.ExtensionsMissing(exception);
        }
    }

    private static string? ReadModelsFolder(SettingsReader settings)
    {
        const string Expected = "a folder of model folders";
        var folder = settings.Text("Models:Folder", "Each folder in it is served by its name, beside the default model.", Expected);
        return folder is null || IsReadable(folder) ? folder
            : throw settings.Bad("Models:Folder", Directory.Exists(folder) ? $"{Expected} that this user may read" : Expected, folder);
    }

    private static bool IsReadable(string folder)
    {
        try
        {
            return Directory.EnumerateDirectories(folder).Any() || Directory.Exists(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static CompressionLevel ReadCompressionLevel(SettingsReader settings)
    {
        var levels = Enum.GetNames<CompressionLevel>();
        var level = settings.OneOf(
            "Png:CompressionLevel", levels, nameof(CompressionLevel.Fastest), "The effort of zlib and imagesharp.");
        return settings.Text("Png:Encoder") == "imagesharp" && level == nameof(CompressionLevel.NoCompression)
            ? throw settings.Bad(
                "Png:CompressionLevel",
                $"one of {string.Join(", ", levels.Where(other => other != level))} with Png:Encoder=imagesharp",
                level)
            : Enum.Parse<CompressionLevel>(level);
    }

    private static int ReadLargestBatch(SettingsReader settings)
    {
        const string Hint = ", a power of two";
        var largest = settings.Integer("Batching:LargestBatch", 1, 1024, 64, Hint, "Images in one run of the generator, at most.");
        return BitOperations.IsPow2(largest)
            ? largest
            : throw settings.Bad("Batching:LargestBatch", $"a number from 1 to 1024{Hint}", $"{largest}");
    }

    /// <summary>
    /// By default as many as the container's limit allows processors, which ONNX Runtime itself would not know; a GPU is kept busy by two.
    /// </summary>
    private static int ReadWorkers(SettingsReader settings, ServingDevice device)
    {
        var threads = settings.Integer(
            "Threads", 0, MostThreads, 0, ", 0 for every processor", "Workers, each of which runs the generator on a thread of its own.");
        return threads > 0 ? threads : device == ServingDevice.Cpu ? Environment.ProcessorCount : Math.Min(2, Environment.ProcessorCount);
    }
}
