namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// Has ASP.NET Core look at its settings files every few seconds where the system tells nobody of changes: without inotify instances (a
/// user has 128 by default, of all containers together) it would not start at all.
/// </summary>
internal static class FileWatching
{
    private const string Variable = "DOTNET_USE_POLLING_FILE_WATCHER";

    /// <summary>Applies unless the operator decided otherwise; before the first settings file is read.</summary>
    public static void Apply()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null && !CanWatch(AppContext.BaseDirectory))
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }

    private static bool CanWatch(string folder)
    {
        try
        {
            using var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
