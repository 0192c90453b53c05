using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Datasets;

/// <summary>A published data set.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="MirrorsVariable">The environment variable that names other mirrors.</param>
/// <param name="Files">Its files; the first is the one that training needs at least.</param>
public sealed record PublishedDataset(string Name, string MirrorsVariable, IReadOnlyList<DatasetFile> Files)
{
    /// <summary>The files' names, for messages.</summary>
    internal string Names => string.Join(", ", Files.Select(file => file.Name));

    /// <summary>A folder the user has the files in. What is needed of it is checked when it is read.</summary>
    /// <exception cref="DatasetException">The folder does not exist or lacks the first file.</exception>
    public DatasetFolder Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw DatasetException.NoSuchFolder(Name, folder, Names);
        }

        return Files[0].Find(folder) is null
            ? throw DatasetException.MissingFile(Name, folder, Files[0].Name)
            : new DatasetFolder(Name, folder, IsCache: false);
    }

    /// <summary>The cache folder, filled first if a file is missing.</summary>
    /// <param name="cache">The folder to keep the files in.</param>
    /// <param name="sources">Where to fetch them from, in the order to be tried; not looked at if nothing is missing.</param>
    /// <param name="progress">Told in words what is being done, if anything needs to be.</param>
    /// <param name="cancellation">Stops the fetch, leaving no partial file.</param>
    /// <exception cref="DatasetException">No source gives the files; the message has the reason of each.</exception>
    public async Task<DatasetFolder> EnsureAsync(
        string cache, IEnumerable<IDatasetSource> sources, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (Missing(cache).Length > 0)
        {
            await FetchAsync(cache, sources, progress, cancellation).ConfigureAwait(false);
            progress?.Report($"{Name}: {Files.Count} files, SHA-256 checked");
        }

        return new DatasetFolder(Name, cache, IsCache: true);
    }

    private DatasetFile[] Missing(string cache) => [.. Files.Where(file => file.Find(cache) is null)];

    private async Task FetchAsync(
        string cache, IEnumerable<IDatasetSource> sources, IProgress<string>? progress, CancellationToken cancellation)
    {
        var failures = new List<DatasetException>();
        foreach (var source in sources)
        {
            progress?.Report($"Fetching {Name} from {source.Name} into {cache}");
            try
            {
                await FetchAsync(cache, source, progress, cancellation).ConfigureAwait(false);
                return;
            }
            catch (DatasetException e)
            {
                failures.Add(e);
                progress?.Report($"Not fetched: {e.Message}");
            }
        }

        throw DatasetException.NotFetched(this, failures);
    }

    private async Task FetchAsync(string cache, IDatasetSource source, IProgress<string>? progress, CancellationToken cancellation)
    {
        // A folder of its own in the cache: on the same file system, so that each checked file is moved into place atomically, and
        // undisturbed by another process that fetches at the same time.
        var temporary = Directory.CreateDirectory(Path.Combine(cache, $".fetch-{Guid.NewGuid():N}")).FullName;
        try
        {
            await source.FetchAsync(Missing(cache), temporary, progress, cancellation).ConfigureAwait(false);
        }
        finally
        {
            // What a source gave before it failed need not come from the next.
            foreach (var file in Files.Where(file => File.Exists(Path.Combine(temporary, file.Name))))
            {
                File.Move(Path.Combine(temporary, file.Name), Path.Combine(cache, file.Name), overwrite: true);
            }

            Directory.Delete(temporary, recursive: true);
        }
    }
}
