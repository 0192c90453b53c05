using System.Buffers.Binary;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs.TensorBoard.Protobuf;
using Google.Protobuf;

namespace Gan.Onnx.Training.Runs.TensorBoard;

/// <summary>
/// The metrics and the sample grids as event files that TensorBoard shows: <c>events.out.tfevents.SECONDS.gan-onnx.SESSION</c>, one a
/// session, beside <c>metrics.jsonl</c>. An event's step is the number of real images seen, so that runs with other batches compare.
/// </summary>
/// <remarks>
/// All files together say what <c>metrics.jsonl</c> says: a resumed run cuts from the earlier ones what it is going to repeat, and
/// tells a TensorBoard that has read it already to drop it.
/// </remarks>
/// <param name="folder">Where metrics and grids are.</param>
public sealed class TensorBoardLog(RunFolder folder) : IRunReport
{
    private const string Version = "brain.Event:2";
    private const string Pattern = "events.out.tfevents.*";
    private const string GridTag = "samples";
    private const int Grey = 1;
    private const int Rgb = 3;

    private MetricsLog _metrics = null!;
    private string _path = "";
    private long _written;
    private SummaryMetadata? _columns;

    /// <inheritdoc/>
    public void Follow(TrainingLoop loop) => _metrics = loop.Metrics;

    /// <inheritdoc/>
    public void Begin(Trainer trainer, double done)
    {
        _columns = trainer is { Preset.Classes: > 0, Data.ClassNames: { } names }
            ? new SummaryMetadata { SummaryDescription = $"A column a class: {string.Join(", ", names)}." }
            : null;
        string[] earlier = [.. Directory.EnumerateFiles(folder.Path, Pattern)
            .Where(file => !file.EndsWith(".tmp", StringComparison.Ordinal))
            .Order()];
        var seen = _metrics.Lines.Select(line => line.Images).ToHashSet();
        _written = earlier.Select(file => Cut(file, seen)).DefaultIfEmpty().Max();
        _path = Path.Combine(
            folder.Path,
            FormattableString.Invariant($"{Pattern[..^1]}{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.gan-onnx.{earlier.Length:D4}"));
        var start = new Event
        {
            WallTime = Now(),
            Step = _written + 1,
            SessionLog = new SessionLog { Status = SessionLog.Types.SessionStatus.Start },
        };
        EventFile.Append(
            _path, [new Event { WallTime = Now(), FileVersion = Version }, .. earlier.Length > 0 ? [start] : Array.Empty<Event>()]);
        CatchUp();
    }

    /// <inheritdoc/>
    public void LineEnd(Trainer trainer, double done) => CatchUp();

    /// <inheritdoc/>
    public void End(Trainer trainer, double done) => CatchUp();

    /// <summary>A metric's name for TensorBoard; an unknown one is taken to tell how good the images are.</summary>
    internal static string Tag(string metric) =>
        KnownMetrics.All.FirstOrDefault(known => known.Name == metric)?.Tag ?? Metric.TagOf(metric);

    /// <summary>Removes the metrics that the run has not seen, as it now stands, and what a crash cut off.</summary>
    /// <returns>The last step that is left.</returns>
    private static long Cut(string file, HashSet<long> seen)
    {
        var events = EventFile.Read(file, out var whole);
        Event[] kept = [.. events.Where(entry => entry.Summary is null || seen.Contains(entry.Step))];
        if (!whole || kept.Length < events.Count)
        {
            EventFile.Replace(file, kept);
        }

        return kept.Where(entry => entry.Summary is not null).Select(entry => entry.Step).DefaultIfEmpty().Max();
    }

    private static double Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0;

    private void CatchUp()
    {
        MetricsLine[] lines = [.. _metrics.Lines.Where(line => line.Images > _written)];
        if (lines.Length > 0)
        {
            EventFile.Append(_path, lines.Select(Describe));
            _written = lines[^1].Images;
        }
    }

    private Event Describe(MetricsLine line)
    {
        var summary = new Summary();
        summary.Value.AddRange(
            MetricValues.Of(line).Select(metric => new Summary.Types.Value { Tag = Tag(metric.Name), SimpleValue = (float)metric.Value }));
        if (File.Exists(folder.Grid(line)))
        {
            var picture = Picture(File.ReadAllBytes(folder.Grid(line)));
            summary.Value.Add(new Summary.Types.Value { Tag = GridTag, Image = picture, Metadata = _columns });
        }

        return new Event { WallTime = Now(), Step = line.Images, Summary = summary };
    }

    /// <summary>
    /// A PNG's sides stand in its first chunk, after 8 bytes of signature and 8 of length and type; then its depth, and 0 for grey or
    /// another number for colour.
    /// </summary>
    private static Summary.Types.Image Picture(byte[] png) => new()
    {
        Width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)),
        Height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)),
        Colorspace = png[25] == 0 ? Grey : Rgb,
        EncodedImageString = ByteString.CopyFrom(png),
    };
}
