using Gan.Onnx.Serving.Settings;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// What happens between SIGTERM and the end: for a while the server answers as before, but says that it is not ready, and asks each client
/// to close its connection; then the web server stops listening and finishes what is under way.
/// </summary>
internal sealed partial class Drain(ServingOptions options, ILogger<Drain> logger) : IHostedLifecycleService
{
    private volatile bool _hasBegun;

    /// <summary>Whether the server is about to stop.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>
    /// Says to a client that this is the last answer on its connection: once it has begun, and after a request with a body.
    /// </summary>
    public void Announce(HttpResponse response)
    {
        if (_hasBegun || UnreadBody.IsIn(response.HttpContext))
        {
            response.Headers.Connection = "close";
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        LogDraining(logger, options.ShutdownDelaySeconds);
        await Task.Delay(TimeSpan.FromSeconds(options.ShutdownDelaySeconds), cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        EventId = 8,
        Level = LogLevel.Information,
        Message = "Stopping: not ready any more, answering for {Seconds} s, then finishing what is under way")]
    private static partial void LogDraining(ILogger logger, double seconds);
}
