using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// A web server that has the official files, each as NAME.gz. Proxies are those of the environment (HTTPS_PROXY, NO_PROXY).
/// </summary>
/// <param name="address">The address that the names are appended to; ends with a slash.</param>
/// <param name="limits">When to give up.</param>
public sealed class HttpMirror(Uri address, DownloadLimits limits) : IDatasetSource
{
    /// <summary>A packed file is smaller than the plain one; only random bytes get larger, by less than this.</summary>
    private const int Slack = 1 << 16;

    /// <inheritdoc/>
    public string Name => address.ToString();

    /// <inheritdoc/>
    public async Task FetchAsync(
        IReadOnlyList<DatasetFile> files, string folder, IProgress<string>? progress, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = limits.Connect })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("gan-onnx");
        foreach (var file in files)
        {
            var download = new Download(client, new Uri(address, file.Name + ".gz"), limits, progress);
            var delivered = await download.GetAsync(file.Length + Slack, cancellation).ConfigureAwait(false);
            AtomicFile.WriteAllBytes(Path.Combine(folder, file.Name), file.Unpack(download.Address.ToString(), delivered));
        }
    }
}
