using System.Globalization;
using System.IO.Compression;
using Gan.Onnx.Generation;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>The server's own settings, checked; from appsettings.json, the environment (<c>Model__Path</c>) or the command line (<c>--Model:Path=…</c>).</summary>
/// <param name="ModelPath">A model folder or an .onnx file.</param>
/// <param name="Threads">Threads that one generator run may use, at least 1.</param>
/// <param name="PngEncoder"><c>zlib</c> or <c>extensions</c>.</param>
/// <param name="PngCompressionLevel">The effort of zlib.</param>
internal sealed record ServingOptions(string ModelPath, int Threads, string PngEncoder, CompressionLevel PngCompressionLevel)
{
    private const int MostThreads = 1024;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartupException">A value is not one of those allowed, or a setting of <c>Model</c> or <c>Png</c> is unknown.</exception>
    public static ServingOptions Read(IConfiguration configuration)
    {
        RefuseUnknown(configuration.GetSection("Model"), ["Path"]);
        RefuseUnknown(configuration.GetSection("Png"), ["Encoder", "CompressionLevel"]);
        _ = OneOf(configuration, "Device", ["cpu"], "cpu");
        string[] levels = Enum.GetNames<CompressionLevel>();
        string level = OneOf(configuration, "Png:CompressionLevel", levels, nameof(CompressionLevel.Fastest));
        return new ServingOptions(
            configuration["Model:Path"] is { Length: > 0 } path ? path : Path.Combine(AppContext.BaseDirectory, "models", "default"),
            ReadThreads(configuration["Threads"]),
            OneOf(configuration, "Png:Encoder", ["zlib", "extensions"], "zlib"),
            Enum.Parse<CompressionLevel>(level));
    }

    /// <summary>The chosen encoder.</summary>
    /// <exception cref="StartupException">Its native library is missing.</exception>
    public IPngEncoder CreatePngEncoder()
    {
        if (PngEncoder == "zlib")
        {
            return new ZlibPngEncoder(PngCompressionLevel);
        }

        try
        {
            return new ExtensionsPngEncoder();
        }
        catch (Exception exception)
        {
            throw StartupException.ExtensionsMissing(exception);
        }
    }

    private static void RefuseUnknown(IConfigurationSection section, string[] known)
    {
        foreach (IConfigurationSection setting in section.GetChildren())
        {
            if (!known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw StartupException.UnknownSetting(setting.Path, known.Select(name => $"{section.Path}:{name}"));
            }
        }
    }

    private static string OneOf(IConfiguration configuration, string key, string[] values, string otherwise)
    {
        string found = configuration[key] is { Length: > 0 } text ? text : otherwise;
        return values.FirstOrDefault(value => value.Equals(found, StringComparison.OrdinalIgnoreCase))
            ?? throw StartupException.BadSetting(key, $"one of {string.Join(", ", values)}", found);
    }

    private static int ReadThreads(string? text)
    {
        if (string.IsNullOrEmpty(text) || text == "0")
        {
            // Counts what the container's limit allows; ONNX Runtime itself would count the host's processors.
            return Environment.ProcessorCount;
        }

        bool isCount = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= MostThreads;
        return isCount
            ? threads
            : throw StartupException.BadSetting("Threads", $"a number from 1 to {MostThreads}, or 0 for every processor", text);
    }
}
