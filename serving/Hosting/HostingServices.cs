using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>What the program consists of besides its models and routes.</summary>
internal static class HostingServices
{
    // docker stop waits for 40 s by the compose file; runs that are longer than this belong to no request that anybody waits for.
    private static readonly TimeSpan Finish = TimeSpan.FromSeconds(30);

    public static void AddHosting(this WebApplicationBuilder builder, ServingOptions options)
    {
        builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        var services = builder.Services;
        // Of several that can listen at an address the web server takes the last.
        services.AddSingleton<IConnectionListenerFactory>(provider => new BoundedListeners(
            ActivatorUtilities.CreateInstance<SocketTransportFactory>(provider), KestrelLimits.Connections(HostLimits.MostFiles),
            provider.GetRequiredService<ILogger<BoundedListeners>>()));
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Finish + TimeSpan.FromSeconds(options.ShutdownDelaySeconds));

        // A log that nobody takes must not hold up requests.
        services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) });
        services.AddOutermostSteps();
        services.AddSingleton(options);
        services.AddSingleton<Func<Picture, IPngEncoder>>(options.CreatePngEncoder);
        services.AddSingleton<RequestIds>();
        services.AddSingleton<AccessControl>();
        services.AddClientRate(options.Access);
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
    }
}
