using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Settings;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>What is looked at every so often, and what becomes of a look that fails.</summary>
public sealed class ModelWatcherTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _models = Directory.CreateTempSubdirectory("gan").FullName;
    private readonly LogLines _log = new();
    private readonly TestServer _server;
    private int _loads;

    public ModelWatcherTests() => _server = new TestServer(
        services =>
        {
            _log.Replace(services);
            services.AddSingleton<Func<Picture, IPngEncoder>>(sample =>
            {
                Interlocked.Increment(ref _loads);
                return new RunLengthPngEncoder(sample);
            });
        },
        LogLines.On,
        ("Models:Folder", _models));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_models, recursive: true);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_loaded_again()
    {
        var models = _server.Services.GetRequiredService<ModelCatalog>();

        await WatchAsync(models, () => AddAndAwait(models, "first"));

        Assert.Equal(2, _loads);
    }

    [Fact]
    public async Task A_look_that_fails_is_told_of_and_the_next_may_succeed()
    {
        var fault = new FaultOnce("new, from");
        using var models = ActivatorUtilities.CreateInstance<ModelCatalog>(_server.Services, fault);

        await WatchAsync(models, () =>
        {
            AddAndAwait(models, "first");
            AddAndAwait(models, "second");
        });

        var line = Assert.Single(_log.With("Looking for changed models failed; those served go on"));
        Assert.Equal(LogLevel.Error, line.Level);
    }

    private async Task WatchAsync(ModelCatalog models, Action meanwhile)
    {
        var options = _server.Services.GetRequiredService<ServingOptions>() with { PollSeconds = 0.01 };
        using var hangUp = new HangUp();
        using var watcher = new ModelWatcher(
            new ModelReload(models), hangUp, options, _server.Services.GetRequiredService<ILogger<ModelWatcher>>());
        await watcher.StartAsync(CancellationToken.None);
        meanwhile();
        await watcher.StopAsync(CancellationToken.None).WaitAsync(Patience);
    }

    private void AddAndAwait(ModelCatalog models, string name)
    {
        SwapFolder.CopyTo(Path.Combine(_models, name));
        Assert.True(SpinWait.SpinUntil(() => models.TryFind(name, out _), Patience));
    }

    /// <summary>A log that cannot be written to the first time that it is told a text.</summary>
    private sealed class FaultOnce(string text) : ILogger<ModelCatalog>
    {
        private bool _isOver;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!_isOver && formatter(state, exception).Contains(text, StringComparison.Ordinal))
            {
                _isOver = true;
                throw new IOException("The disk is full.");
            }
        }
    }
}
