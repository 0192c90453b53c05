using System.Diagnostics.CodeAnalysis;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>The models that are served, by name.</summary>
internal sealed partial class ModelCatalog : IDisposable
{
    private readonly Lock _reloading = new();
    private readonly string? _folder;
    private readonly Func<string, string, CatalogEntry> _open;
    private readonly ILogger<ModelCatalog> _logger;
    private readonly HashSet<string> _refusedFolders = [];
    private volatile SortedDictionary<string, CatalogEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Loads every model.</summary>
    /// <exception cref="GeneratorException">One cannot be loaded.</exception>
    public ModelCatalog(ServingOptions options, ModelLoader loader, ServingMetrics metrics, ILogger<ModelCatalog> logger)
    {
        FreedMemory.MapLargeBlocks();
        _logger = logger;
        _folder = options.ModelsFolder;
        _open = (name, path) => new CatalogEntry(name, path, loader, metrics, logger);
        Default = NameOf(options.ModelPath);
        var entries = new SortedDictionary<string, CatalogEntry>(StringComparer.Ordinal) { [Default] = _open(Default, options.ModelPath) };
        foreach (var (name, path) in Found())
        {
            if (!entries.ContainsKey(name))
            {
                entries.Add(name, _open(name, path));
            }
        }

        _entries = entries;
    }

    /// <summary>The model of requests that name none.</summary>
    public string Default { get; }

    public IReadOnlyCollection<CatalogEntry> Entries => _entries.Values;

    /// <summary>Finds a model, the default one for null.</summary>
    public bool TryFind(string? name, [NotNullWhen(true)] out CatalogEntry? entry) => _entries.TryGetValue(name ?? Default, out entry);

    /// <summary>Looks at all models' files, and for new models.</summary>
    /// <param name="changedOnly">Leaves alone what has not changed, or is changing just now; otherwise everything is loaded again.</param>
    public void Reload(bool changedOnly)
    {
        lock (_reloading)
        {
            foreach (var entry in _entries.Values)
            {
                if (!changedOnly || entry.HasSettledChange())
                {
                    entry.Reload();
                }
            }

            foreach (var (name, path) in Found())
            {
                if (!_entries.ContainsKey(name))
                {
                    Add(name, path);
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Close();
        }
    }

    /// <summary>A model is called as its folder is.</summary>
    private static string NameOf(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.GetFileName(Path.TrimEndingDirectorySeparator(Directory.Exists(full) ? full : Path.GetDirectoryName(full)!));
    }

    private void Add(string name, string path)
    {
        try
        {
            var entries = new SortedDictionary<string, CatalogEntry>(_entries, StringComparer.Ordinal) { [name] = _open(name, path) };
            _entries = entries;
            _refusedFolders.Remove(name);
            LogAdded(_logger, name, path);
        }
        catch (GeneratorException exception)
        {
            // A copy may be under way; it is tried again each time, and told of once.
            if (_refusedFolders.Add(name))
            {
                LogNotAdded(_logger, name, exception.Message);
            }
        }
    }

    private IEnumerable<(string Name, string Path)> Found() =>
        _folder is null || !Directory.Exists(_folder)
            ? []
            : Directory.EnumerateDirectories(_folder)
                .Where(folder => File.Exists(Path.Combine(folder, FrozenGenerator.FileName)))
                .Select(folder => (Path.GetFileName(folder), folder))
                .Order()
                .ToList();

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Model {Name}: new, from {Path}")]
    private static partial void LogAdded(ILogger logger, string name, string path);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "Model {Name}: not served. {Reason}")]
    private static partial void LogNotAdded(ILogger logger, string name, string reason);
}

/// <summary>Registers what serves models.</summary>
internal static class ModelServices
{
    /// <summary>Adds the catalogue and what loads its models and keeps them up to date.</summary>
    /// <param name="services">The program's.</param>
    /// <param name="warmUp">Uses a model that was just loaded as requests will, before it is served.</param>
    public static void AddModels(this IServiceCollection services, Action<ServedModel> warmUp)
    {
        services.AddSingleton(warmUp);
        services.AddSingleton<DrawingLimit>();
        services.AddSingleton<ModelLoader>();
        services.AddSingleton<ModelCatalog>();
        services.AddHostedService<ModelWatcher>();
    }
}
