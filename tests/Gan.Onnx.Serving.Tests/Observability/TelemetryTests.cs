using System.Net;
using System.Net.Sockets;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gan.Onnx.Serving.Tests.Observability;

/// <summary>
/// Metrics, traces and logs by OTLP, as the variables of OpenTelemetry's specification say. Each server is a process of its own: what
/// sends metrics and traces hears those of its whole process.
/// </summary>
public class TelemetryTests
{
    private static readonly string[] Soon =
    [
        "--OTEL_METRIC_EXPORT_INTERVAL=100", "--OTEL_BSP_SCHEDULE_DELAY=100", "--OTEL_BLRP_SCHEDULE_DELAY=100",
    ];

    [Fact]
    public async Task Each_kind_goes_to_its_own_endpoint_and_says_which_service_it_is_of()
    {
        await using var collector = await Collector.StartAsync();
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(
            folder.Path, null,
            [
                $"--OTEL_EXPORTER_OTLP_METRICS_ENDPOINT={collector.Address}m", $"--OTEL_EXPORTER_OTLP_TRACES_ENDPOINT={collector.Address}t",
                $"--OTEL_EXPORTER_OTLP_LOGS_ENDPOINT={collector.Address}l", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                "--OTEL_EXPORTER_OTLP_TRACES_HEADERS=x-tenant=ours", "--OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=laboratory",
                "--Logging:LogLevel:Gan.Onnx.Serving.Requests=Information",
                .. Soon,
            ]);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Add("X-Request-Id", "an-id-to-find");
            await client.GetByteArrayAsync("/digits?count=5");

            var version = typeof(Program).Assembly.GetName().Version!.ToString(3);
            string[] resource =
            [
                "service.name", "gan-onnx-serving", "service.version", version, "deployment.environment.name", "laboratory",
            ];
            await collector.WaitAsync("/m", ["gan.images", .. resource]);
            var span = await collector.WaitAsync("/t", ["GET /digits", .. resource]);
            Assert.Equal("ours", span.Headers["x-tenant"]);
            var record = await collector.WaitAsync("/l", ["GET /digits 200", "an-id-to-find", .. resource]);
            Assert.False(record.Headers.ContainsKey("x-tenant"));
        }
    }

    [Fact]
    public async Task Traces_and_logs_go_to_the_endpoint_of_all_kinds()
    {
        await using var collector = await Collector.StartAsync();
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(
            folder.Path, null,
            [
                $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}base/", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                "--OTEL_METRICS_EXPORTER=none",
                "--OTEL_EXPORTER_OTLP_HEADERS=x-tenant=ours", "--OTEL_SERVICE_NAME=my-digits",
                "--Logging:LogLevel:Gan.Onnx.Serving.Requests=Information",
                .. Soon,
            ]);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Add("X-Request-Id", "an-id-to-find");
            await client.GetByteArrayAsync("/digits?count=5");

            var span = await collector.WaitAsync("/base/v1/traces", "GET /digits", "http.response.status_code", "my-digits");
            Assert.Equal(("application/x-protobuf", "ours"), (span.Type, span.Headers["x-tenant"]));
            Assert.False(span.Holds("gan-onnx-serving"));
        }
    }

    [Fact]
    public async Task Metrics_go_by_gRPC_unless_told_otherwise()
    {
        await using var collector = await Collector.StartAsync(protocols: HttpProtocols.Http2);
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(
            folder.Path, null, [$"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", .. Soon]);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            await client.GetByteArrayAsync("/digits?count=5");

            var sent = await collector.WaitAsync("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "gan.images");
            Assert.Equal("application/grpc", sent.Type);
            Assert.DoesNotContain("does not arrive", server.Output);
        }
    }

    [Fact]
    public async Task Where_nobody_listens_is_said_once_and_again_only_after_somebody_did()
    {
        var port = FreePort();
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(
            folder.Path, null,
            [
                $"--OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://127.0.0.1:{port}/v1/metrics",
                "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", .. Soon,
            ]);
        using (server)
        {
            await SaidAsync(server, "does not arrive at", 1);
            await using (var collector = await Collector.StartAsync(port))
            {
                await SaidAsync(server, "arrives at", 1);
                await collector.WaitAsync("/v1/metrics");
                // Ten rounds without a collector and one with it, and nothing was said twice.
                Assert.Equal(1, Count(server, "does not arrive at"));
            }

            await SaidAsync(server, "does not arrive at", 2);
            using var client = new HttpClient { BaseAddress = address };
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/digits")).StatusCode);
        }
    }

    [Fact]
    public async Task What_is_refused_is_said_once_and_the_server_serves()
    {
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(
            folder.Path, null, ["--OTEL_EXPORTER_OTLP_ENDPOINT=collector:4317", .. Soon]);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/digits")).StatusCode);
            server.Terminate();
            Assert.Equal(0, await server.ExitAsync());
        }

        Assert.Equal(1, Count(server, "it is 'collector:4317'. No metrics are sent."));
    }

    private static Task SaidAsync(ServerProcess server, string text, int times) =>
        Eventually.IsAsync(() => Task.FromResult(Count(server, text)), count => count >= times);

    private static int Count(ServerProcess server, string text) => server.Output.Split(text).Length - 1;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
