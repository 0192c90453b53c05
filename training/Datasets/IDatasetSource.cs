namespace Gan.Onnx.Training.Datasets;

/// <summary>A place that the files of a data set can be fetched from.</summary>
public interface IDatasetSource
{
    /// <summary>What progress and messages call it.</summary>
    string Name { get; }

    /// <summary>
    /// Writes the files, each checked by its SHA-256, under their official names. Those written before an error are good.
    /// </summary>
    /// <param name="files">The files wanted.</param>
    /// <param name="folder">An empty folder, removed afterwards; other files may be left in it.</param>
    /// <param name="progress">Told in words how far the fetch is.</param>
    /// <param name="cancellation">Stops the fetch.</param>
    /// <exception cref="DatasetException">The source cannot be reached, is too slow, or gives something else.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task FetchAsync(IReadOnlyList<DatasetFile> files, string folder, IProgress<string>? progress, CancellationToken cancellation);
}
