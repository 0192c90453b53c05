using System.Diagnostics;

namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>Decodes the pictures of a listing on all cores, and writes them one after the other in the listing's order.</summary>
/// <param name="form">What each picture is made into.</param>
/// <param name="progress">Told in words how far it is, how fast, and what cannot be read.</param>
/// <param name="cancellation">Stops between two pictures.</param>
internal sealed class PictureDecoding(PictureForm form, IProgress<string>? progress, CancellationToken cancellation)
{
    /// <summary>Pictures of each core that are decoded before any is written; as many are in memory.</summary>
    private const int Ahead = 32;

    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(3);

    /// <summary>The largest pictures take 256 MB each while they are decoded, and some of the decoders' own.</summary>
    private const int BytesPerCore = 1 << 29;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _reported;

    /// <summary>Reads all, also those after one that cannot be read.</summary>
    /// <param name="listing">The pictures.</param>
    /// <param name="images">Where those that can be read go.</param>
    /// <returns>Their labels, and why the others cannot be read.</returns>
    /// <exception cref="IOException">The images cannot be written.</exception>
    public (byte[] Labels, IReadOnlyList<string> Unreadable) Run(PictureListing listing, Stream images)
    {
        var (labels, unreadable) = (new List<byte>(listing.Files.Count), new List<string>());
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var cores = (int)Math.Clamp(memory / BytesPerCore, 1, Environment.ProcessorCount);
        foreach (var files in listing.Files.Chunk(Ahead * cores))
        {
            var decoded = Decode(files, cores);
            for (var i = 0; i < files.Length; i++)
            {
                if (decoded[i].Pixels is { } pixels)
                {
                    images.Write(pixels);
                    labels.Add((byte)files[i].Label);
                }
                else
                {
                    unreadable.Add(decoded[i].Problem!);
                }
            }

            Report(listing, labels.Count + unreadable.Count, unreadable.Count);
        }

        return ([.. labels], [.. unreadable.Order(StringComparer.Ordinal)]);
    }

    private (byte[]? Pixels, string? Problem)[] Decode(PictureFile[] files, int cores)
    {
        var decoded = new (byte[]? Pixels, string? Problem)[files.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = cores, CancellationToken = cancellation };
        var all = Parallel.ForAsync(0, files.Length, options, async (i, stop) =>
        {
            try
            {
                decoded[i] = (await PictureReader.ReadAsync(files[i].Path, form, stop).ConfigureAwait(false), null);
            }
            catch (DatasetException exception)
            {
                decoded[i] = (null, exception.Message);
            }
        });
        all.GetAwaiter().GetResult();
        return decoded;
    }

    private void Report(PictureListing listing, int done, int unreadable)
    {
        var elapsed = _watch.Elapsed;
        if (progress is null || elapsed - _reported < BetweenReports)
        {
            return;
        }

        _reported = elapsed;
        var rate = done / elapsed.TotalSeconds;
        var left = TimeSpan.FromSeconds((listing.Files.Count - done) / rate);
        progress.Report(FormattableString.Invariant(
            $"{listing.Root}: {done} of {listing.Files.Count} pictures decoded, {rate:F0} a second, {left:h\\:mm\\:ss} left")
            + (unreadable > 0 ? $"; {unreadable} cannot be read" : ""));
    }
}
