namespace Gan.Onnx.Training.Datasets;

/// <summary>One GET, bounded in size and in time.</summary>
internal sealed class Download(HttpClient client, Uri address, DownloadLimits limits, IProgress<string>? progress)
{
    private const int BufferSize = 1 << 16;

    /// <summary>What is fetched.</summary>
    public Uri Address => address;

    /// <summary>Fetches the body.</summary>
    /// <param name="most">Bytes; a larger body is refused.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <exception cref="DatasetException">No answer in time, an error status, a body that is too large, cut off or too slow.</exception>
    public async Task<byte[]> GetAsync(int most, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            patience.CancelAfter(limits.Connect + limits.Stall);
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token)
                .ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await ReadAsync(response.Content, most, patience).ConfigureAwait(false)
                : throw DatasetException.NoDownload(
                    address, $"the server answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            var reason = e.InnerException is TimeoutException
                ? $"no connection within {Seconds(limits.Connect)}"
                : $"nothing came for {Seconds(limits.Stall)}";
            throw DatasetException.NoDownload(address, reason, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw DatasetException.NoDownload(address, e.GetBaseException().Message, e);
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent body, int most, CancellationTokenSource patience)
    {
        var length = body.Headers.ContentLength;
        if (length > most)
        {
            throw DatasetException.TooLarge(address.ToString(), most, "packed");
        }

        using var content = new MemoryStream();
        using var stream = await body.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        var pace = new DownloadPace(address, limits, length, progress);
        var buffer = new byte[BufferSize];
        while (true)
        {
            patience.CancelAfter(limits.Stall);
            var read = await stream.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return content.ToArray();
            }

            content.Write(buffer, 0, read);
            if (content.Length > most)
            {
                throw DatasetException.TooLarge(address.ToString(), most, "packed");
            }

            pace.Note(content.Length);
        }
    }

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.#} s");
}
