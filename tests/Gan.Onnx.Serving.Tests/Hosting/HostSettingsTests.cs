using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Settings;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Gan.Onnx.Serving.Tests.Hosting;

/// <summary>What the program asks of the framework, which has defaults of its own.</summary>
public class HostSettingsTests
{
    [Fact]
    public async Task The_web_server_is_for_short_requests_without_a_body()
    {
        await using var server = new TestServer();

        var kestrel = Options<KestrelServerOptions>(server);

        Assert.False(kestrel.AddServerHeader);
        Assert.Equal(
            (0, 8192, 16384, KestrelLimits.Connections(HostLimits.MostFiles)),
            (kestrel.Limits.MaxRequestBodySize, kestrel.Limits.MaxRequestLineSize, kestrel.Limits.MaxRequestHeadersTotalSize,
                kestrel.Limits.MaxConcurrentConnections));
        Assert.Equal((10, 120), (kestrel.Limits.RequestHeadersTimeout.TotalSeconds, kestrel.Limits.KeepAliveTimeout.TotalSeconds));
        Assert.True(Options<SocketTransportOptions>(server).UnsafePreferInlineScheduling);
    }

    [Theory]
    [InlineData(null, 4096)]
    [InlineData(1_000_000L, 4096)]
    [InlineData(4416L, 4096)]
    [InlineData(4415L, 4095)]
    [InlineData(1024L, 704)]
    [InlineData(320L, 1)]
    public void As_many_connections_are_taken_on_as_leave_the_server_its_files(long? files, long connections) =>
        Assert.Equal(connections, KestrelLimits.Connections(files));

    [Fact]
    public async Task Settings_are_read_once()
    {
        await using var server = new TestServer();

        var root = (IConfigurationRoot)server.Services.GetRequiredService<IConfiguration>();
        var files = root.Providers.OfType<JsonConfigurationProvider>().ToArray();

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.False(file.Source.ReloadOnChange, file.Source.Path));
    }

    [Fact]
    public async Task Times_are_those_of_the_settings()
    {
        await using var server = new TestServer(("Shutdown:DelaySeconds", "1"), ("Requests:TimeoutSeconds", "12.5"));

        // After the delay, half a minute is left for what is under way.
        Assert.Equal(31, Options<HostOptions>(server).ShutdownTimeout.TotalSeconds);
        Assert.Equal(12.5, Options<RequestTimeoutOptions>(server).DefaultPolicy!.Timeout!.Value.TotalSeconds);
    }

    [Fact]
    public async Task A_log_that_nobody_takes_holds_nobody_up()
    {
        await using var server = new TestServer();

        Assert.Equal(ConsoleLoggerQueueFullMode.DropWrite, Options<ConsoleLoggerOptions>(server).QueueFullMode);
    }

    [Fact]
    public async Task Too_low_a_limit_on_open_files_is_told_of_at_the_start()
    {
        var log = new LogLines();
        await using var server = new TestServer(log.Replace, LogLines.On);
        server.CreateClient().Dispose();

        var isLow = HostLimits.MostFiles < 4096 + HostLimits.NeededFiles;
        Assert.Equal(isLow ? 1 : 0, log.With("The limit on open files").Count);
    }

    [Fact]
    public async Task The_end_is_told_of_with_the_delay()
    {
        var log = new LogLines();
        await using var server = new TestServer(log.Replace, LogLines.On);
        var drain = server.Services.GetRequiredService<Drain>();
        Assert.False(drain.HasBegun);

        await drain.StoppingAsync(CancellationToken.None);

        Assert.True(drain.HasBegun);
        var (_, level, text) = Assert.Single(log.With("Stopping"));
        Assert.Equal(
            (LogLevel.Information, "Stopping: not ready any more, answering for 0 s, then finishing what is under way"), (level, text));
    }

    private static T Options<T>(TestServer server)
        where T : class => server.Services.GetRequiredService<IOptions<T>>().Value;
}
