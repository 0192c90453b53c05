using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gan.Onnx.Serving.Observability;

/// <summary>
/// Where telemetry goes: metrics to <c>/metrics</c> in Prometheus' text format; and metrics, traces and logs by OTLP, each where it is
/// asked for (<see cref="OtlpSignal"/>).
/// </summary>
internal static partial class Telemetry
{
    private const string ServiceName = "gan-onnx-serving";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var metrics = OtlpSignal.Read(configuration, "metrics").Try(signal => Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(Configured).AddOtlpExporter(signal.Name, signal.Configure).Build());
        var traces = OtlpSignal.Read(configuration, "traces").Try(signal => Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(Configured).AddOtlpExporter(signal.Name, signal.Configure).Build());
        var logs = OtlpSignal.Read(configuration, "logs").Try(signal => OpenTelemetrySdk.Create(sdk =>
        {
            Configured(sdk.Services);
            sdk.WithLogging(records => records.AddOtlpExporter(signal.Name, signal.Configure));
        }));
        // Each kind that is sent has heeded it above; the packages would empty /metrics, too.
        configuration[OtlpVariables.Disabled] = "false";
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ServingMetrics>();
        builder.Services.AddSingleton<IReadOnlyList<OtlpSignal>>([metrics, traces, logs]);
        builder.Services.AddSingleton<ExportWatch>();
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(Introduce).WithMetrics(meters =>
        {
            meters
                .AddMeter(ServingMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0);
            if (metrics.Endpoint is not null)
            {
                meters.AddOtlpExporter(metrics.Name, metrics.Configure);
            }
        });
        if (traces.Endpoint is not null)
        {
            telemetry.WithTracing(spans => spans
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsNoProbe)
                .AddOtlpExporter(traces.Name, traces.Configure));
        }

        if (logs.Endpoint is not null)
        {
            telemetry.WithLogging(
                records => records.AddOtlpExporter(logs.Name, logs.Configure),
                options => (options.IncludeFormattedMessage, options.IncludeScopes) = (true, true));
        }

        void Configured(IServiceCollection services) => services.AddSingleton<IConfiguration>(configuration);
    }

    /// <summary>Says what is sent where, and what is not sent and why; goes on saying what does not arrive.</summary>
    public static void LogTelemetry(this WebApplication app)
    {
        foreach (var signal in app.Services.GetRequiredService<IReadOnlyList<OtlpSignal>>())
        {
            if (signal.Endpoint is not null)
            {
                app.Services.GetRequiredService<ExportWatch>();
                LogSent(app.Logger, signal.Name, signal.Endpoint);
            }
            else if (signal.Problem is not null)
            {
                LogNotSent(app.Logger, signal.Problem);
            }
        }
    }

    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics");

    /// <summary>Orchestrators and Prometheus ask every few seconds; that is no trace that anybody looks for.</summary>
    private static bool IsNoProbe(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/healthz") && !context.Request.Path.StartsWithSegments("/metrics");

    /// <summary>What the operator says of the service (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) comes last, and so counts.</summary>
    private static void Introduce(ResourceBuilder resource) => resource
        .Clear()
        .AddService(ServiceName, serviceVersion: typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    [LoggerMessage(EventId = 14, Level = LogLevel.Information, Message = "Sending {Signal} by OTLP to {Endpoint}")]
    private static partial void LogSent(ILogger logger, string signal, Uri endpoint);

    [LoggerMessage(EventId = 15, Level = LogLevel.Warning, Message = "Telemetry: {Problem}")]
    private static partial void LogNotSent(ILogger logger, string problem);
}
