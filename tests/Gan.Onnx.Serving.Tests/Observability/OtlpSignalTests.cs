using CsCheck;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;

namespace Gan.Onnx.Serving.Tests.Observability;

/// <summary>Which kind of telemetry is sent where, by the variables.</summary>
public class OtlpSignalTests
{
    private const string Everything = "OTEL_EXPORTER_OTLP_ENDPOINT=http://all:4318";
    private const string OverHttp = "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf";
    private static readonly string[] Variables = ["ENDPOINT", "METRICS_ENDPOINT", "PROTOCOL", "HEADERS", "TIMEOUT", "COMPRESSION"];

    [Theory]
    [InlineData("metrics", null)]
    [InlineData("metrics", "http://all:4318/", Everything)]
    [InlineData("metrics", "http://all:4318/v1/metrics", Everything, OverHttp)]
    [InlineData("metrics", "http://own/m", Everything, OverHttp, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://own/m")]
    [InlineData("metrics", "http://own/", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://own")]
    [InlineData("metrics", null, Everything, "OTEL_METRICS_EXPORTER=none")]
    [InlineData("metrics", null, Everything, "OTEL_METRICS_EXPORTER=prometheus")]
    [InlineData("metrics", "http://all:4318/", Everything, "OTEL_METRICS_EXPORTER=prometheus, otlp")]
    [InlineData("metrics", null, Everything, "OTEL_SDK_DISABLED=true")]
    [InlineData("metrics", "http://all:4318/", Everything, "OTEL_SDK_DISABLED=false")]
    [InlineData("metrics", null, "OTEL_EXPORTER_OTLP_ENDPOINT=", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT= ")]
    [InlineData("metrics", null, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://own/t")]
    [InlineData("metrics", "http://localhost:4317/", "OTEL_METRICS_EXPORTER=otlp")]
    [InlineData("traces", null)]
    [InlineData("traces", "http://all:4318/v1/traces", Everything, OverHttp)]
    [InlineData("traces", null, Everything, "OTEL_TRACES_EXPORTER=none")]
    [InlineData("logs", null, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://own/t")]
    [InlineData(
        "traces", "http://all/base/v1/traces", "OTEL_EXPORTER_OTLP_ENDPOINT=http://all/base/", OverHttp, "OTEL_TRACES_EXPORTER=otlp")]
    [InlineData("traces", "http://own/t", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://own/t", OverHttp)]
    [InlineData("traces", "http://localhost:4318/v1/traces", OverHttp, "OTEL_TRACES_EXPORTER=otlp")]
    [InlineData(
        "logs", "http://all:4318/v1/logs", Everything, "OTEL_LOGS_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_LOGS_PROTOCOL=http/protobuf")]
    public void A_kind_goes_where_its_variables_say(string name, string? expected, params string[] variables)
    {
        var signal = Read(name, variables);

        Assert.Equal((expected, null), (signal.Endpoint?.ToString(), signal.Problem));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=all:4317", "such as http://localhost:4317; it is 'all:4317'. No metrics are sent.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=all", "it is 'all'.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=ftp://all", "it is 'ftp://all'.")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "must be grpc or http/protobuf; it is 'http/json'.")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=GRPC", "it is 'GRPC'.")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS=secret", "must be name=value, with commas between them.")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS=a=b,two words=c", "must be name=value")]
    [InlineData("OTEL_METRICS_EXPORTER=console", "OTEL_METRICS_EXPORTER must be otlp or none; it is 'console'.")]
    [InlineData("OTEL_EXPORTER_OTLP_COMPRESSION=br", "must be gzip or none; it is 'br'.")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION=GZIP", "must be gzip or none; it is 'GZIP'.")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT=abc", "must be a number of 1 or more; it is 'abc'.")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT=0", "must be a number of 1 or more; it is '0'.")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL=abc", "OTEL_METRIC_EXPORT_INTERVAL must be a number of 1 or more; it is 'abc'.")]
    public void What_cannot_be_is_named_and_nothing_is_sent(string variable, string problem)
    {
        var signal = Read("metrics", [Everything, variable]);

        Assert.Null(signal.Endpoint);
        Assert.Contains(problem, signal.Problem);
        Assert.DoesNotContain("secret", signal.Problem);
    }

    [Theory]
    [InlineData("traces", "OTEL_TRACES_SAMPLER=nosuch", "OTEL_TRACES_SAMPLER must be one of always_on, always_off, traceidratio,")]
    [InlineData("traces", "OTEL_BSP_SCHEDULE_DELAY=soon", "it is 'soon'. No traces are sent.")]
    [InlineData("logs", "OTEL_BLRP_MAX_QUEUE_SIZE=-1", "it is '-1'. No logs are sent.")]
    public void What_one_kind_alone_heeds_keeps_no_other_from_being_sent(string name, string variable, string problem)
    {
        string[] kinds = ["metrics", "traces", "logs"];
        var signals = kinds.ToDictionary(kind => kind, kind => Read(kind, [Everything, variable]));

        Assert.Contains(problem, signals[name].Problem);
        Assert.All(signals.Values.Where(signal => signal.Name != name), signal => Assert.Null(signal.Problem));
    }

    [Theory]
    [InlineData("traceidratio", "half", "OTEL_TRACES_SAMPLER_ARG must be a number of 0 to 1, such as 0.1; it is 'half'.")]
    [InlineData("TraceIdRatio", "1.5", "such as 0.1; it is '1.5'.")]
    [InlineData("parentbased_traceidratio", "NaN", "such as 0.1; it is 'NaN'.")]
    [InlineData("parentbased_traceidratio", "0.5", null)]
    [InlineData("parentbased_always_on", "half", null)]
    [InlineData("", "half", null)]
    public void A_share_counts_where_the_sampler_reads_it(string sampler, string share, string? problem)
    {
        var signal = Read("traces", [Everything, $"OTEL_TRACES_SAMPLER={sampler}", $"OTEL_TRACES_SAMPLER_ARG={share}"]);

        Assert.Equal(problem is null, signal.Endpoint is not null);
        Assert.EndsWith(problem is null ? "" : $"{problem} No traces are sent.", signal.Problem ?? "");
    }

    [Fact]
    public void Any_text_is_taken_or_named() => Gen.Select(
            Gen.OneOf([.. Variables.Select(Gen.Const)]),
            Gen.OneOf(Gen.String, Gen.String[Gen.Char["/*.:[]%?#=,0123456789abhtps "], 0, 24].Select(text => $"http://{text}")))
        .Sample((variable, value) =>
        {
            var signal = Read("metrics", [Everything, OverHttp, $"OTEL_EXPORTER_OTLP_{variable}={value}"]);
            signal.Configure(new OtlpExporterOptions());

            // An empty variable is one that is not set (OpenTelemetry's specification, environment variables), and then nobody asks.
            var isUnset = variable == "ENDPOINT" && value.Length == 0;
            Assert.Equal(isUnset ? 0 : 1, (signal.Endpoint is null ? 0 : 1) + (signal.Problem is null ? 0 : 1));
        });

    [Fact]
    public void A_kinds_own_variables_come_before_those_of_all()
    {
        var options = new OtlpExporterOptions();
        Read(
            "traces",
            [
                Everything, "OTEL_TRACES_EXPORTER=otlp", OverHttp, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=grpc",
                "OTEL_EXPORTER_OTLP_HEADERS=a=all", "OTEL_EXPORTER_OTLP_TRACES_HEADERS=a=own", "OTEL_EXPORTER_OTLP_METRICS_HEADERS=a=other",
                "OTEL_EXPORTER_OTLP_TIMEOUT=1000", "OTEL_EXPORTER_OTLP_TRACES_TIMEOUT=2000", "OTEL_EXPORTER_OTLP_COMPRESSION=gzip",
            ]).Configure(options);

        Assert.Equal(OtlpExportProtocol.Grpc, options.Protocol);
        Assert.Equal(new Uri("http://all:4318"), options.Endpoint);
        Assert.Equal(("a=own", 2000, OtlpExportCompression.GZip), (options.Headers, options.TimeoutMilliseconds, options.Compression));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_CERTIFICATE", "/no/such/file", "metrics", "traces", "logs")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "0", "metrics")]
    public async Task What_would_end_the_program_is_found_out_before(string variable, string value, params string[] kinds)
    {
        await using var server = new TestServer(("OTEL_EXPORTER_OTLP_ENDPOINT", "https://127.0.0.1:9"), (variable, value));

        using var answer = await server.CreateClient().GetAsync("/digits");

        Assert.True(answer.IsSuccessStatusCode);
        var refused = server.Services.GetRequiredService<IReadOnlyList<OtlpSignal>>().Where(signal => signal.Problem is not null);
        Assert.Equal(kinds, refused.Select(signal => signal.Name));
        Assert.All(refused, signal => Assert.EndsWith($" No {signal.Name} are sent.", signal.Problem));
    }

    /// <summary>The last of two variables of one name counts.</summary>
    private static OtlpSignal Read(string name, string[] variables)
    {
        var configuration = new ConfigurationBuilder();
        foreach (var pair in variables.Select(variable => variable.Split('=', 2)))
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create(pair[0], (string?)pair[1])]);
        }

        return OtlpSignal.Read(configuration.Build(), name);
    }
}
