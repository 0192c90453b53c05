namespace Gan.Onnx.Training.Datasets;

/// <summary>When a download is given up.</summary>
/// <param name="Connect">The longest wait for a connection, with name lookup and TLS.</param>
/// <param name="Stall">The longest wait for the answer to begin, and for the next bytes.</param>
/// <param name="Window">How long a download may stay below <paramref name="LeastBytesPerSecond"/>.</param>
/// <param name="LeastBytesPerSecond">The slowest rate that is still waited for.</param>
public sealed record DownloadLimits(TimeSpan Connect, TimeSpan Stall, TimeSpan Window, int LeastBytesPerSecond)
{
    /// <summary>5 s to connect, 10 s between bytes, 20 kB/s over half a minute: MNIST's 11 MB then take at most ten minutes.</summary>
    public static DownloadLimits Default { get; } =
        new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), LeastBytesPerSecond: 20_000);
}
