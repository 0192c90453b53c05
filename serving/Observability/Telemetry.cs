using OpenTelemetry.Metrics;

namespace Gan.Onnx.Serving.Observability;

/// <summary>Where metrics go: to <c>/metrics</c> in Prometheus' text format, and by OTLP where its endpoint is configured.</summary>
internal static class Telemetry
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<ServingMetrics>();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics
                .AddMeter(ServingMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0);
            if (!string.IsNullOrEmpty(builder.Configuration[OtlpEndpoint]))
            {
                metrics.AddOtlpExporter();
            }
        });
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapPrometheusScrapingEndpoint("/metrics");
}
