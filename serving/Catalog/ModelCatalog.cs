using System.Diagnostics.CodeAnalysis;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>The models that are served, by name.</summary>
internal sealed partial class ModelCatalog : IDisposable
{
    private readonly string? _folder;
    private readonly Func<string, string, CatalogEntry> _open;
    private readonly ILogger<ModelCatalog> _logger;
    private bool _isFolderLost;
    private volatile SortedDictionary<string, CatalogEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Loads every model; one of the folder that cannot be loaded keeps nobody from the others.</summary>
    /// <exception cref="GeneratorException">The default model cannot be loaded.</exception>
    public ModelCatalog(ServingOptions options, ModelLoader loader, ServingMetrics metrics, ILogger<ModelCatalog> logger)
    {
        FreedMemory.MapLargeBlocks();
        _logger = logger;
        _folder = options.ModelsFolder;
        _open = (name, path) => new CatalogEntry(name, path, loader, metrics, logger);
        Default = ModelName.Of(options.ModelPath);
        _entries[Default] = _open(Default, options.ModelPath);
        AddNew(Found() ?? [], changedOnly: false);
    }

    /// <summary>The model of requests that name none.</summary>
    public string Default { get; }

    public IReadOnlyCollection<CatalogEntry> Entries => _entries.Values;

    /// <summary>The models of the folder that are not served.</summary>
    public RefusedModels Refused { get; } = new();

    /// <summary>Finds a model, the default one for null.</summary>
    public bool TryFind(string? name, [NotNullWhen(true)] out CatalogEntry? entry) => _entries.TryGetValue(name ?? Default, out entry);

    /// <summary>What to say to whoever asks for a model that is not served: why, and which are.</summary>
    public string Instead(string name) =>
        $"There are {string.Join(", ", Entries.Select(other => other.Name))}."
        + (Refused.ReasonOf(name) is { } reason ? $" The one of this name is not served: {reason}" : "");

    /// <summary>Looks at all models' files, and for new models. For one thread at a time.</summary>
    /// <param name="changedOnly">Leaves alone what has not changed, or is changing just now; otherwise everything is loaded again.</param>
    public void Reload(bool changedOnly)
    {
        var found = Found();
        foreach (var entry in _entries.Values)
        {
            // With their folder all of its models are gone, which is no news of each.
            var isLost = found is null && IsInFolder(entry.Path);
            if (!isLost && (!changedOnly || entry.HasSettledChange()))
            {
                entry.Reload();
            }
        }

        if (found is not null)
        {
            AddNew(found, changedOnly);
        }
    }

    public void Dispose()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Close();
        }
    }

    private void AddNew(IReadOnlyList<(string Name, string Path)> found, bool changedOnly)
    {
        foreach (var (name, path) in found)
        {
            if (!IsServed(name, path) && !(changedOnly && Refused.IsUnchanged(name, path)))
            {
                Add(name, path);
            }
        }

        Refused.Keep(name => found.Any(folder => folder.Name == name && !IsServed(name, folder.Path)));
    }

    private void Add(string name, string path)
    {
        // Looked at before they are read, so that a change meanwhile is noticed.
        var files = ModelFiles.Look(path);
        if (Open(name, path, out var entry) is { } reason)
        {
            // A copy may be under way: it is tried again when the files change, and told of once.
            if (Refused.Add(name, files, reason))
            {
                LogNotAdded(_logger, name, reason);
            }

            return;
        }

        _entries = new SortedDictionary<string, CatalogEntry>(_entries, StringComparer.Ordinal) { [name] = entry! };
        LogAdded(_logger, name, path);
    }

    /// <summary>Loads a model, or says why not.</summary>
    private string? Open(string name, string path, out CatalogEntry? entry)
    {
        entry = null;
        if (!ModelName.IsAllowed(name))
        {
            return ModelName.Refusal;
        }

        if (_entries.TryGetValue(name, out var other))
        {
            return $"Another model has this name, '{other.Path}'. Rename the folder.";
        }

        try
        {
            entry = _open(name, path);
            return null;
        }
        catch (Exception exception)
        {
            return RefusedModels.ReasonFor(exception);
        }
    }

    private bool IsServed(string name, string path) =>
        _entries.TryGetValue(name, out var entry) && ModelName.FolderOf(entry.Path) == ModelName.FolderOf(path);

    private bool IsInFolder(string path) => _folder is not null && Path.GetFullPath(path).StartsWith(
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(_folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>What the folder holds; null when it cannot be read.</summary>
    private IReadOnlyList<(string Name, string Path)>? Found()
    {
        try
        {
            var found = ModelFolders.In(_folder);
            _isFolderLost = false;
            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_isFolderLost)
            {
                LogFolderLost(_logger, exception.Message);
            }

            _isFolderLost = true;
            return null;
        }
    }

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Model {Name}: new, from {Path}")]
    private static partial void LogAdded(ILogger logger, string name, string path);

    [LoggerMessage(
        EventId = 9, Level = LogLevel.Error, Message = "The folder of models cannot be read; those served go on. {Reason}")]
    private static partial void LogFolderLost(ILogger logger, string reason);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "Model {Name}: not served. {Reason}")]
    private static partial void LogNotAdded(ILogger logger, string name, string reason);
}

/// <summary>Registers what serves models.</summary>
internal static class ModelServices
{
    /// <summary>Adds the catalogue and what loads its models and keeps them up to date.</summary>
    /// <param name="services">The program's.</param>
    /// <param name="warmUp">Uses a model that was just loaded as requests will, before it is served.</param>
    /// <param name="hangUp">Has it look at all models again.</param>
    public static void AddModels(this IServiceCollection services, Action<ServedModel> warmUp, HangUp hangUp)
    {
        services.AddSingleton(hangUp);
        services.AddSingleton(warmUp);
        services.AddSingleton<DrawingLimit>();
        services.AddSingleton<ModelLoader>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<ModelReload>();
        services.AddHostedService<ModelWatcher>();
    }
}
