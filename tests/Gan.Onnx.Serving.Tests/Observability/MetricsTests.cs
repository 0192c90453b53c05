using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Tests.Hosting;
using Gan.Onnx.Serving.Tests.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Gan.Onnx.Serving.Tests.Observability;

public class MetricsTests
{
    [Fact]
    public async Task Images_batches_and_the_model_are_told_in_Prometheus_text()
    {
        // A process of its own: the exporter hears every meter of its process, so those of other tests' servers, too.
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(folder.Path);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            await client.GetByteArrayAsync("/digits?count=5");
            await client.GetByteArrayAsync("/digits?count=11");

            using var response = await client.GetAsync("/metrics");
            var text = await response.Content.ReadAsStringAsync();

            Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(16, Value(text, "gan_images_total"));
            Assert.Equal(16, Value(text, "gan_batch_size_sum"));
            Assert.Equal(2, Value(text, "gan_queue_time_seconds_count"));
            Assert.Equal(0, Value(text, "gan_queue_images"));
            Assert.True(Value(text, "gan_run_time_seconds_sum") > 0);
            Assert.Contains($"version=\"{Manifest.Read(folder.ManifestFile).Sha256}\"", text);
            Assert.Contains("http_server_request_duration_seconds_count", text);
        }
    }

    [Fact]
    public async Task Nothing_that_is_sent_switches_them_off()
    {
        await using var server = new TestServer(("OTEL_SDK_DISABLED", "true"));

        Assert.Contains("gan_model_info", await server.CreateClient().GetStringAsync("/metrics"));
    }

    [Fact]
    public async Task Metrics_are_sent_to_a_collector_where_one_is_configured()
    {
        var received = Channel.CreateUnbounded<(string Path, string? Type, byte[] Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            await received.Writer.WriteAsync((context.Request.Path, context.Request.ContentType, body.ToArray()));
        });
        await collector.StartAsync();
        using var folder = new ModelFolder();
        var (server, address) = await ServerProcess.StartAsync(
            folder.Path,
            null,
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Urls.Single()}",
            "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_METRIC_EXPORT_INTERVAL=200");
        using (server)
        {
            using var client = new HttpClient { BaseAddress = address };
            await client.GetByteArrayAsync("/digits?count=5");

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            (string Path, string? Type, byte[] Body) sent;
            do
            {
                // A request's duration is known a moment after its answer, so one export may have its images only; the next has both.
                // Traces and logs come to the same collector.
                sent = await received.Reader.ReadAsync(patience.Token);
                Assert.Contains(sent.Path, new[] { "/v1/metrics", "/v1/traces", "/v1/logs" });
                Assert.Equal("application/x-protobuf", sent.Type);
            }
            while (sent.Path != "/v1/metrics" || !Names(sent.Body, "gan.images"u8) || !Names(sent.Body, "http.server.request.duration"u8));
        }
    }

    [Theory]
    [InlineData("abc-1.2_3", "abc-1.2_3")]
    [InlineData("has space", null)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", null)]
    public async Task A_request_keeps_its_id_if_it_is_a_good_one(string given, string? expected)
    {
        await using var server = new TestServer();
        var request = new HttpRequestMessage(HttpMethod.Get, "/digits?count=0");
        request.Headers.Add("X-Request-Id", given);

        using var response = await server.CreateClient().SendAsync(request);

        var id = response.Headers.GetValues("X-Request-Id").Single();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Matches("^[A-Za-z0-9._-]{1,64}$", id);
        Assert.Equal(expected is not null, id == given);
    }

    private static bool Names(byte[] sent, ReadOnlySpan<byte> instrument) => sent.AsSpan().IndexOf(instrument) >= 0;

    private static double Value(string text, string name) => text.Split('\n')
        .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
