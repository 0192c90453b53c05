using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Gan.Onnx.Serving.Observability;

/// <summary>
/// Says in the log what OpenTelemetry's packages tell their event sources only: that an endpoint cannot be reached or refuses, once until
/// it takes something again; and, once each, what else goes wrong.
/// </summary>
internal sealed partial class ExportWatch : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private const string Sdk = "OpenTelemetry-Sdk";
    private const string Succeeded = "ExportSuccess";
    private const int MostComplaints = 50;

    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, bool> _isFailing = [];
    private readonly ConcurrentDictionary<string, bool> _complaints = [];

    /// <summary>Listens until it is disposed.</summary>
    public ExportWatch(ILogger<ExportWatch> logger)
    {
        _logger = logger;
        // The sources may be older than this object, or younger; those that are both are listened to twice, which is once.
        EventSourceCreated += (_, created) => Listen(created.EventSource!);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var subject = eventData.Payload?.FirstOrDefault() as string ?? "";
        var isEndpoint = Uri.TryCreate(subject, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        if (eventData.EventName == Succeeded)
        {
            if (_isFailing.TryUpdate(subject, false, true))
            {
                LogReached(_logger, subject);
            }
        }
        else if (eventData.Level is EventLevel.Critical or EventLevel.Error or EventLevel.Warning && IsWorthSaying(eventData))
        {
            if (!isEndpoint)
            {
                Complain(Sentence(eventData));
            }
            else if (_isFailing.TryAdd(subject, true) || _isFailing.TryUpdate(subject, true, false))
            {
                var reasons = Parts(eventData).Skip(1).Where(part => part.Length > 0).DefaultIfEmpty(eventData.EventName);
                LogFailing(_logger, subject, string.Join(' ', reasons));
            }
        }
    }

    private void Listen(EventSource source)
    {
        if (source.Name is Exporter or Sdk)
        {
            EnableEvents(source, source.Name == Exporter ? EventLevel.Informational : EventLevel.Warning);
        }
    }

    /// <summary>
    /// The SDK warns of every instrument that nobody asked for; the exporter, when it first sends something while the program ends, of a
    /// factory that it can do without.
    /// </summary>
    private static bool IsWorthSaying(EventWrittenEventArgs eventData) =>
        (eventData.EventSource.Name == Exporter && eventData.EventName != "HttpClientFactoryUnavailable")
        || eventData.Level < EventLevel.Warning
        || eventData.EventName?.StartsWith("Invalid", StringComparison.Ordinal) == true;

    private void Complain(string sentence)
    {
        if (_complaints.Count < MostComplaints && _complaints.TryAdd(sentence, true))
        {
            LogComplaint(_logger, sentence);
        }
    }

    /// <summary>The event's words on one line.</summary>
    private static string Sentence(EventWrittenEventArgs eventData) =>
        string.Format(CultureInfo.InvariantCulture, eventData.Message ?? $"{eventData.EventName}", [.. Parts(eventData)]);

    /// <summary>What it was about, of exceptions the first line only.</summary>
    private static IEnumerable<string> Parts(EventWrittenEventArgs eventData) =>
        (eventData.Payload ?? (IReadOnlyList<object?>)[]).Select(part => $"{part}".Split('\n')[0].Trim());

    [LoggerMessage(
        EventId = 11,
        Level = LogLevel.Warning,
        Message = "Telemetry does not arrive at {Endpoint}; this is said once until it does. {Reason}")]
    private static partial void LogFailing(ILogger logger, string endpoint, string reason);

    [LoggerMessage(EventId = 12, Level = LogLevel.Information, Message = "Telemetry arrives at {Endpoint} again")]
    private static partial void LogReached(ILogger logger, string endpoint);

    [LoggerMessage(EventId = 13, Level = LogLevel.Warning, Message = "Telemetry: {Complaint}")]
    private static partial void LogComplaint(ILogger logger, string complaint);
}
