using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What one server counts from now on. <c>/metrics</c> would show the sums of all servers that run in this process.</summary>
internal sealed class ServerFigures : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _counted = [];
    private readonly Dictionary<string, double> _observed = [];
    private readonly ConcurrentBag<string> _names = [];
    private readonly Lock _lock = new();

    public ServerFigures(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == factory)
            {
                _names.Add(instrument.Name);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The sum of what an instrument counted, or shows now, with a tag's value or with any.</summary>
    public double Sum(string instrument, string tag = "")
    {
        Assert.Contains(instrument, _names);
        lock (_lock)
        {
            _observed.Clear();
            _listener.RecordObservableInstruments();
            return _counted
                .Concat(_observed)
                .Where(item => item.Key.StartsWith($"{instrument} ", StringComparison.Ordinal))
                .Where(item => item.Key.Contains(tag, StringComparison.Ordinal))
                .Sum(item => item.Value);
        }
    }

    /// <summary>Waits until no request is under way and no image waits.</summary>
    public Task AreNothingToDoAsync() => Eventually.IsAsync(
        () => Task.FromResult((Waiting: Sum("gan.queue.images"), Active: Sum("http.server.active_requests"))),
        found => found is { Waiting: 0, Active: 0 });

    /// <summary>Waits until a sum is as it should be.</summary>
    public Task<double> BecomeAsync(string instrument, Func<double, bool> isRight) =>
        Eventually.IsAsync(() => Task.FromResult(Sum(instrument)), isRight);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = $"{instrument.Name} {string.Join(',', tags.ToArray().Select(tag => tag.Value))}";
        lock (_lock)
        {
            var sums = instrument.IsObservable ? _observed : _counted;
            sums[key] = sums.GetValueOrDefault(key) + value;
        }
    }
}
