using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>
/// Has the catalogue look for changed files every so often, and at once on SIGHUP. It polls: file events do not come through the mounts
/// that containers use.
/// </summary>
internal sealed partial class ModelWatcher(ModelReload reload, HangUp hangUp, ServingOptions options, ILogger<ModelWatcher> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        hangUp.AnswerBy(() => _ = ReloadAsync(changedOnly: false, stoppingToken));
        var period = options.PollSeconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(options.PollSeconds);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(period, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                await ReloadAsync(changedOnly: true, stoppingToken);
            }
        }
    }

    private async Task ReloadAsync(bool changedOnly, CancellationToken stoppingToken)
    {
        try
        {
            await reload.RunAsync(changedOnly, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends.
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
