using System.Runtime.InteropServices;

namespace Gan.Onnx.Serving.Settings;

/// <summary>What the system allows this process: a runtime that may not open its own libraries ends in the strangest ways.</summary>
internal static partial class HostLimits
{
    /// <summary>
    /// Files that are open after the start and a request of each kind, of which 265 were counted, and some more: for models that are read,
    /// and for connections that are turned away.
    /// </summary>
    public const long NeededFiles = 320;

    private const int OpenFiles = 7;

    /// <summary>How many files may be open at once; null where that cannot be told. The runtime has raised it as far as it may.</summary>
    public static long? MostFiles =>
        OperatingSystem.IsLinux() && GetLimit(OpenFiles, out var limit) == 0 ? (long)Math.Min(limit.Soft, long.MaxValue) : null;

    /// <summary>Refuses to start where even an idle server would run out of files.</summary>
    /// <exception cref="StartupException">It would.</exception>
    public static void Check()
    {
        if (MostFiles is { } limit && limit < NeededFiles)
        {
            throw StartupException.FewFiles(limit, NeededFiles);
        }
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
