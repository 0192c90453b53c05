using System.Runtime.InteropServices;
using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>
/// Has the catalogue look for changed files every so often, and at once on SIGHUP. It polls: file events do not come through the mounts
/// that containers use.
/// </summary>
internal sealed partial class ModelWatcher(ModelCatalog catalog, ServingOptions options, ILogger<ModelWatcher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // On Windows it would be a console window that is being closed.
        using var hangUp = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _ = Task.Run(() => Reload(changedOnly: false), stoppingToken);
        });
        var period = options.PollSeconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(options.PollSeconds);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(period, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                Reload(changedOnly: true);
            }
        }
    }

    private void Reload(bool changedOnly)
    {
        try
        {
            catalog.Reload(changedOnly);
        }
        catch (Exception exception)
        {
            // The models that are served go on; the next look may succeed.
            LogReloadFailed(logger, exception);
        }
    }

    [LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "Looking for changed models failed; those served go on")]
    private static partial void LogReloadFailed(ILogger logger, Exception exception);
}
