using System.Globalization;

namespace Gan.Onnx.Serving.Observability;

/// <summary>
/// The variables of OpenTelemetry's specification that say whether and where one kind of telemetry is sent: its own
/// (<c>OTEL_EXPORTER_OTLP_TRACES_ENDPOINT</c>) before those of all kinds (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>). The package reads the former
/// only for programs that send every kind. What it reads by itself, such as intervals, samplers and certificates, is not read here.
/// </summary>
internal sealed class OtlpVariables
{
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
    public int? TimeoutMilliseconds =>
        int.TryParse(Value("TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? given : null;

    /// <summary>The exporter throws for others.</summary>
    public bool HasGoodHeaders => (Value("HEADERS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).All(IsHeader);

    /// <summary>Whether this kind is to be sent: because its exporter is named, or else because an endpoint is.</summary>
    public bool IsAsked
    {
        get
        {
            var isDisabled = bool.TryParse(Text("OTEL_SDK_DISABLED"), out var disabled) && disabled;
            return !isDisabled && (_exporters?.Contains("otlp") ?? (Value("ENDPOINT") is not null));
        }
    }

    /// <summary>A variable of the exporter, such as PROTOCOL; null when it is absent or empty, which is the same.</summary>
    public string? Value(string name) => Text($"OTEL_EXPORTER_OTLP_{_kind}_{name}") ?? Text($"OTEL_EXPORTER_OTLP_{name}");

    private static bool IsHeader(string pair)
    {
        using var request = new HttpRequestMessage();
        return Uri.UnescapeDataString(pair).Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value]
            && !value.AsSpan().ContainsAny('\r', '\n')
            && request.Headers.TryAddWithoutValidation(name, value);
    }

    private string? Text(string key) => _configuration[key]?.Trim() is { Length: > 0 } text ? text : null;
}
