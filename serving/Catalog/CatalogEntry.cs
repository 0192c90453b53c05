using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Observability;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>A model's name, the place where its versions appear, and the version that is served.</summary>
internal sealed partial class CatalogEntry
{
    private readonly ModelLoader _loader;
    private readonly ServingMetrics _metrics;
    private readonly ILogger _logger;
    private ServedModel _current;
    private ModelFiles _known;
    private ModelFiles _seen;

    /// <summary>Loads the first version.</summary>
    /// <exception cref="GeneratorException">It cannot be loaded.</exception>
    public CatalogEntry(string name, string path, ModelLoader loader, ServingMetrics metrics, ILogger logger)
    {
        (Name, Path, _loader, _metrics, _logger) = (name, path, loader, metrics, logger);
        _seen = _known = ModelFiles.Look(path);
        _current = loader.Load(name, path);
        Announce();
    }

    public string Name { get; }

    public string Path { get; }

    /// <summary>Why the files that lie there now are not served; null when they are.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The version that new requests get, held; to be released.</summary>
    public ServedModel Hold()
    {
        // A version that is freed between the two steps has been replaced by then.
        ServedModel model;
        do
        {
            model = Volatile.Read(ref _current);
        }
        while (!model.TryHold());
        return model;
    }

    /// <summary>Whether the files have changed and now lie still, so that a copy under way is not taken for the whole.</summary>
    public bool HasSettledChange()
    {
        var found = ModelFiles.Look(Path);
        var isStill = found == _seen;
        _seen = found;
        return isStill && found != _known;
    }

    /// <summary>
    /// Loads what lies there now and serves it from the next request on; keeps the present version if that fails. For one thread at a
    /// time.
    /// </summary>
    /// <returns>Whether another version is served now.</returns>
    public bool Reload()
    {
        _seen = _known = ModelFiles.Look(Path);
        ServedModel next;
        try
        {
            next = _loader.Load(Name, Path);
        }
        catch (Exception exception)
        {
            Refusal = RefusedModels.ReasonFor(exception);
            _metrics.Reloaded(Name, swapped: false);
            LogRefused(_logger, Name, _current.Version, Refusal);
            return false;
        }

        Refusal = null;
        if (next.Version == _current.Version)
        {
            next.Release();
            return false;
        }

        var previous = Interlocked.Exchange(ref _current, next);
        _metrics.Reloaded(Name, swapped: true);
        LogSwapped(_logger, Name, previous.Version, next.Version);
        Announce();
        previous.Release();
        return true;
    }

    /// <summary>Ends the service of this model; requests that hold it finish.</summary>
    public void Close() => _current.Release();

    private void Announce()
    {
        _metrics.Serves(Name, _current.Version, () => _current.Batcher.Waiting);
    }

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "Model {Name}: version {Previous} is replaced by {Version}")]
    private static partial void LogSwapped(ILogger logger, string name, string previous, string version);

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Error,
        Message = "Model {Name}: the new files are refused, version {Version} stays. {Reason}")]
    private static partial void LogRefused(ILogger logger, string name, string version, string reason);
}
