using OpenTelemetry.Exporter;

namespace Gan.Onnx.Serving.Observability;

/// <summary>One kind of telemetry, and where the operator has it sent by OTLP (<see cref="OtlpVariables"/>).</summary>
/// <param name="Name">metrics, traces or logs.</param>
/// <param name="Endpoint">Where it is sent; null when it is not.</param>
/// <param name="Problem">Why it is not sent although somebody asked for it; null when there is nothing to say.</param>
internal sealed record OtlpSignal(string Name, Uri? Endpoint = null, string? Problem = null)
{
    private const string Grpc = "grpc";
    private const string Http = "http/protobuf";

    private Action<OtlpExporterOptions> Settings { get; init; } = _ => { };

    /// <summary>Reads whether and where it is sent.</summary>
    /// <param name="configuration">The environment, and what else the server's settings come from.</param>
    /// <param name="name">metrics, traces or logs.</param>
    public static OtlpSignal Read(IConfiguration configuration, string name)
    {
        var variables = new OtlpVariables(configuration, name);
        if (variables.StrangeExporter is { } exporter)
        {
            return Refused(name, $"OTEL_{name.ToUpperInvariant()}_EXPORTER must be otlp or none; it is '{exporter}'.");
        }

        if (!variables.IsAsked)
        {
            return new OtlpSignal(name);
        }

        var protocol = variables.Value("PROTOCOL") ?? Grpc;
        if (protocol is not (Grpc or Http))
        {
            return Refused(name, $"The protocol of OTLP (OTEL_EXPORTER_OTLP_PROTOCOL) must be {Grpc} or {Http}; it is '{protocol}'.");
        }

        var text = variables.Value("ENDPOINT") ?? (protocol == Http ? "http://localhost:4318" : "http://localhost:4317");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            return Refused(
                name,
                $"The endpoint of OTLP (OTEL_EXPORTER_OTLP_ENDPOINT) must be an address such as http://localhost:4317; it is '{text}'.");
        }

        if (!variables.HasGoodHeaders)
        {
            // They may hold a secret.
            return Refused(name, "The headers of OTLP (OTEL_EXPORTER_OTLP_HEADERS) must be name=value, with commas between them.");
        }

        if (variables.Unusable is { } unusable)
        {
            return Refused(name, unusable);
        }

        if (protocol == Http && !variables.HasOwnEndpoint)
        {
            endpoint = new Uri($"{endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/{name}{endpoint.Query}");
        }

        return new OtlpSignal(name, endpoint)
        {
            Settings = options =>
            {
                options.Protocol = protocol == Http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
                options.Endpoint = endpoint;
                options.Headers = variables.Value("HEADERS") ?? options.Headers;
                options.TimeoutMilliseconds = variables.TimeoutMilliseconds ?? options.TimeoutMilliseconds;
                options.Compression = variables.Value("COMPRESSION") == "gzip" ? OtlpExportCompression.GZip : OtlpExportCompression.None;
            },
        };
    }

    /// <summary>Tells the exporter.</summary>
    public void Configure(OtlpExporterOptions options) => Settings(options);

    /// <summary>
    /// Finds out whether it can be sent: the packages end the program where they cannot make an exporter of what they are told, such as a
    /// certificate that is not there.
    /// </summary>
    public OtlpSignal Try(Func<OtlpSignal, IDisposable> build)
    {
        if (Endpoint is null)
        {
            return this;
        }

        try
        {
            build(this).Dispose();
            return this;
        }
        catch (Exception exception)
        {
            return Refused(Name, exception.Message.Split('\n')[0].TrimEnd('.', '\r') + ".");
        }
    }

    private static OtlpSignal Refused(string name, string problem) => new(name, Problem: $"{problem} No {name} are sent.");
}
