using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Gan.Onnx.Serving.Observability;
using Gan.Onnx.Serving.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>
/// How often each client may ask: the framework's rate limiter, with a bucket for each key, or for each address where there are no keys.
/// </summary>
internal static class ClientRate
{
    /// <summary>The policy of routes whose requests count.</summary>
    public const string Policy = "client";

    // Whoever has one address of IPv6 has 2⁶⁴ of them.
    private const int PrefixBytes = 8;

    public static void AddClientRate(this IServiceCollection services, AccessOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = RefuseAsync;
        limiter.AddPolicy(Policy, context => RateLimitPartition.GetTokenBucketLimiter(
            ClientOf(context, options), _ => Bucket(options)));
    });

    /// <summary>Counts from here on, if there is a limit.</summary>
    public static void UseClientRate(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ServingOptions>().Access.RequestsPerMinute > 0)
        {
            app.UseRateLimiter();
        }
    }

    /// <summary>A key that is not known makes nobody another client.</summary>
    private static string ClientOf(HttpContext context, AccessOptions options) =>
        Keys.FindKnown(context.Request, options.ApiKeys) ?? Place(context.Connection.RemoteIpAddress);

    /// <summary>The address, however it is written; of IPv6 the network of 64 bits that it lies in.</summary>
    private static string Place(IPAddress? address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => $"{address.MapToIPv4()}",
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, PrefixBytes),
        _ => $"{address}",
    };

    private static TokenBucketRateLimiterOptions Bucket(AccessOptions options) => new()
    {
        TokenLimit = options.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / options.RequestsPerMinute,
        QueueLimit = 0,
    };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        rejected.HttpContext.RequestServices.GetRequiredService<ServingMetrics>().Rejected("rate_limit");
        rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        await Problems.TooOften(wait).ExecuteAsync(rejected.HttpContext);
    }
}
