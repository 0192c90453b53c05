using System.Globalization;
using Gan.Onnx.Generation.Text;

namespace Gan.Onnx.Serving.Observability;

/// <summary>
/// The variables of OpenTelemetry's specification that say whether and where one kind of telemetry is sent: its own
/// (<c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>) before those of all kinds (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>). The package reads the former
/// only for programs that send every kind. What it reads by itself, such as intervals and samplers, is only looked at here.
/// </summary>
internal sealed class OtlpVariables
{
    /// <summary>Sends nothing where it is true.</summary>
    public const string Disabled = "OTEL_SDK_DISABLED";

    private const string Sampler = "OTEL_TRACES_SAMPLER";

    private const string SampledShare = "OTEL_TRACES_SAMPLER_ARG";

    private const string ShareSampler = "traceidratio";

    private static readonly string[] Samplers =
    [
        "always_on", "always_off", ShareSampler, "parentbased_always_on", "parentbased_always_off", $"parentbased_{ShareSampler}",
    ];

    private static readonly Dictionary<string, string[]> Numbers = new()
    {
        ["METRICS"] = ["OTEL_METRIC_EXPORT_INTERVAL", "OTEL_METRIC_EXPORT_TIMEOUT"],
        ["TRACES"] = OfBatches("BSP"),
        ["LOGS"] = OfBatches("BLRP"),
    };

    private readonly IConfiguration _configuration;
    private readonly string _kind;
    private readonly string[]? _exporters;

    public OtlpVariables(IConfiguration configuration, string name)
    {
        _configuration = configuration;
        _kind = name.ToUpperInvariant();
        _exporters = Text($"OTEL_{_kind}_EXPORTER")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // Metrics lie ready for Prometheus in any case.
        StrangeExporter = _exporters?.FirstOrDefault(
            exporter => exporter is not ("otlp" or "none") && (exporter != "prometheus" || _kind != "METRICS"));
    }

    /// <summary>A way of sending that there is not here; null for none.</summary>
    public string? StrangeExporter { get; }

    public bool HasOwnEndpoint => Text($"OTEL_EXPORTER_OTLP_{_kind}_ENDPOINT") is not null;

    /// <summary>In milliseconds; null when it is not given, or no number above 0.</summary>
    public int? TimeoutMilliseconds => Number(Value("TIMEOUT"));

    /// <summary>
    /// What is wrong with a variable that the packages would pass over in silence, or heed only when there is something to send; null for
    /// nothing.
    /// </summary>
    public string? Unusable
    {
        get
        {
            if (Value("COMPRESSION") is { } compression and not ("gzip" or "none"))
            {
                return $"The compression of OTLP (OTEL_EXPORTER_OTLP_COMPRESSION) must be gzip or none; it is '{Echo.Of(compression)}'.";
            }

            if (Value("TIMEOUT") is { } timeout && TimeoutMilliseconds is null)
            {
                return $"The timeout of OTLP (OTEL_EXPORTER_OTLP_TIMEOUT) must be a number of 1 or more; it is '{Echo.Of(timeout)}'.";
            }

            if (_kind == "TRACES" && UnusableSampler is { } reason)
            {
                return reason;
            }

            return Numbers[_kind].Select(key => (Key: key, Text: Text(key)))
                .Where(variable => variable.Text is not null && Number(variable.Text) is null)
                .Select(variable => $"{variable.Key} must be a number of 1 or more; it is '{Echo.Of(variable.Text!)}'.")
                .FirstOrDefault();
        }
    }

    /// <summary>The exporter throws for others.</summary>
    public bool HasGoodHeaders => (Value("HEADERS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).All(IsHeader);

    /// <summary>Whether this kind is to be sent: because its exporter is named, or else because an endpoint is.</summary>
    public bool IsAsked
    {
        get
        {
            var isDisabled = bool.TryParse(Text(Disabled), out var disabled) && disabled;
            return !isDisabled && (_exporters?.Contains("otlp") ?? (Value("ENDPOINT") is not null));
        }
    }

    /// <summary>A variable of the exporter, such as PROTOCOL; null when it is absent or empty, which is the same.</summary>
    public string? Value(string name) => Text($"OTEL_EXPORTER_OTLP_{_kind}_{name}") ?? Text($"OTEL_EXPORTER_OTLP_{name}");

    private string? UnusableSampler
    {
        get
        {
            if (Text(Sampler) is not { } sampler)
            {
                return null;
            }

            if (!Samplers.Contains(sampler, StringComparer.OrdinalIgnoreCase))
            {
                return $"{Sampler} must be one of {string.Join(", ", Samplers)}; it is '{Echo.Of(sampler)}'.";
            }

            // The other samplers do not read it.
            return sampler.EndsWith(ShareSampler, StringComparison.OrdinalIgnoreCase) && Text(SampledShare) is { } share && !IsShare(share)
                ? $"{SampledShare} must be a number of 0 to 1, such as 0.1; it is '{Echo.Of(share)}'."
                : null;
        }
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static bool IsShare(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1;

    private static string[] OfBatches(string prefix) =>
    [
        $"OTEL_{prefix}_SCHEDULE_DELAY", $"OTEL_{prefix}_EXPORT_TIMEOUT", $"OTEL_{prefix}_MAX_QUEUE_SIZE",
        $"OTEL_{prefix}_MAX_EXPORT_BATCH_SIZE",
    ];

    private static bool IsHeader(string pair)
    {
        using var request = new HttpRequestMessage();
        return Uri.UnescapeDataString(pair).Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value]
            && !value.AsSpan().ContainsAny('\r', '\n')
            && request.Headers.TryAddWithoutValidation(name, value);
    }

    private string? Text(string key) => _configuration[key]?.Trim() is { Length: > 0 } text ? text : null;
}
