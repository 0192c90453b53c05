using System.Diagnostics;

namespace Gan.Onnx.Training.Datasets;

/// <summary>Watches a download's rate: tells the user from time to time how far it is, and gives up one that trickles.</summary>
internal sealed class DownloadPace(Uri address, DownloadLimits limits, long? length, IProgress<string>? progress)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(2);

    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _reported;
    private TimeSpan _windowStart;
    private long _windowBytes;

    /// <summary>More has come.</summary>
    /// <param name="bytes">All that have come.</param>
    /// <exception cref="DatasetException">Too few have come for too long.</exception>
    public void Note(long bytes)
    {
        var now = Stopwatch.GetElapsedTime(_start);
        if (now - _windowStart >= limits.Window)
        {
            var rate = (bytes - _windowBytes) / (now - _windowStart).TotalSeconds;
            if (rate < limits.LeastBytesPerSecond)
            {
                throw DatasetException.TooSlow(address, rate, limits);
            }

            (_windowStart, _windowBytes) = (now, bytes);
        }

        if (now - _reported >= BetweenReports)
        {
            _reported = now;
            progress?.Report($"{Path.GetFileName(address.AbsolutePath)}: {Words(bytes, length, now)}");
        }
    }

    /// <summary>Such as "4.2 of 9.9 MB, 12 s left"; without a known length "4.2 MB".</summary>
    internal static string Words(long bytes, long? length, TimeSpan elapsed)
    {
        if (length is not { } all)
        {
            return FormattableString.Invariant($"{bytes / 1e6:0.0} MB");
        }

        var left = Math.Ceiling(elapsed.TotalSeconds * (all - bytes) / bytes);
        return FormattableString.Invariant($"{bytes / 1e6:0.0} of {all / 1e6:0.0} MB, {left:0} s left");
    }
}
