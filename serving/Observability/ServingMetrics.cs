using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Gan.Onnx.Serving.Observability;

/// <summary>What the server counts of itself (System.Diagnostics.Metrics, meter <see cref="MeterName"/>); times in seconds.</summary>
internal sealed class ServingMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Gan.Onnx.Serving";

    private readonly Counter<long> _images;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _runTime;
    private readonly Histogram<double> _queueTime;
    private readonly Counter<long> _failedRuns;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _reloads;
    private readonly ConcurrentDictionary<string, Func<Measurement<int>>> _versions = [];
    private readonly ConcurrentDictionary<string, Func<Measurement<int>>> _queues = [];

    public ServingMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        var sizes = new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] };
        var times = new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
        };
        _images = meter.CreateCounter<long>("gan.images", "{image}", "Images made.");
        _batchSize = meter.CreateHistogram("gan.batch.size", "{image}", "Images in a run of the generator.", advice: sizes);
        _runTime = meter.CreateHistogram("gan.run.time", "s", "Time of a run of the generator.", advice: times);
        _queueTime = meter.CreateHistogram("gan.queue.time", "s", "Time that a request's images waited.", advice: times);
        _failedRuns = meter.CreateCounter<long>(
            "gan.run.failures", "{run}", "Runs that failed or were ended because nobody wanted their images any more.");
        _rejected = meter.CreateCounter<long>(
            "gan.requests.rejected", "{request}", "Requests refused, by reason: queue_full, rate_limit, no_key.");
        _reloads = meter.CreateCounter<long>(
            "gan.model.reloads", "{reload}", "Model files looked at after a change, by outcome: swapped, refused.");
        meter.CreateObservableGauge(
            "gan.model.info", () => _versions.Values.Select(measure => measure()), null, "1 for each model served, by name and version.");
        meter.CreateObservableGauge(
            "gan.queue.images", () => _queues.Values.Select(measure => measure()), "{image}", "Images that wait now.");
    }

    public void Ran(string preset, int images, TimeSpan elapsed, bool succeeded)
    {
        var tag = new KeyValuePair<string, object?>("preset", preset);
        if (!succeeded)
        {
            _failedRuns.Add(1, tag);
            return;
        }

        _images.Add(images, tag);
        _batchSize.Record(images, tag);
        _runTime.Record(elapsed.TotalSeconds, tag);
    }

    public void Waited(TimeSpan elapsed) => _queueTime.Record(elapsed.TotalSeconds);

    public void Rejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Reloaded(string model, bool swapped) => _reloads.Add(
        1,
        new KeyValuePair<string, object?>("model", model),
        new KeyValuePair<string, object?>("outcome", swapped ? "swapped" : "refused"));

    /// <summary>From now on, reports this version of a model, and how many images wait for it.</summary>
    public void Serves(string model, string version, Func<int> waiting)
    {
        KeyValuePair<string, object?>[] tags = [new("model", model), new("version", version)];
        _versions[model] = () => new Measurement<int>(1, tags);
        _queues[model] = () => new Measurement<int>(waiting(), tags[0]);
    }
}
