using System.Runtime.InteropServices;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>What models leave behind when they were loaded or freed.</summary>
internal static partial class FreedMemory
{
    private const int MmapThresholdOption = -3;
    private const int LargeBlock = 1 << 20;
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);
    private static int _isDue;

    /// <summary>
    /// Has blocks of a mebibyte or more go back to the operating system as soon as they are freed; to be called before the first model is
    /// loaded. glibc maps large blocks apart, but takes the first such block that is freed as a sign to take all up to its size (32 MiB
    /// here: ONNX Runtime's memory grows by doubling) from its areas, one for each of several threads. What is free at the end of an
    /// area, <see cref="GiveBackSoon"/> cannot reach: a version's memory now and then stayed resident until later ones happened to use it.
    /// </summary>
    public static void MapLargeBlocks() => Call(static () => MallOpt(MmapThresholdOption, LargeBlock));

    /// <summary>
    /// Gives it back to the operating system a second later, once for all that has asked by then: nobody can be answered while garbage is
    /// collected. Without this, forty exchanges of a model of 2 MB left 220 MB lying idle: glibc keeps what is free between pieces in use,
    /// in an area for each of several threads; and files read and pinned memory are of the garbage collector's oldest generation, which a
    /// server that allocates little seldom collects.
    /// </summary>
    public static void GiveBackSoon()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _ = GiveBackAsync();
        }
    }

    private static async Task GiveBackAsync()
    {
        await Task.Delay(Gathering);
        // Before, so that what is freed meanwhile has its turn.
        Volatile.Write(ref _isDue, 0);
        GC.Collect();
        Call(static () => MallocTrim(0));
    }

    private static void Call(Func<int> function)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            function();
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc, such as musl, gives memory back by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
