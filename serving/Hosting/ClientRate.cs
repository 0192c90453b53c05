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

    // A client that was silent may ask for a sixth of a minute's requests at once.
    private const int BurstsPerMinute = 6;

    public static void AddClientRate(this IServiceCollection services, AccessOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = RefuseAsync;
        limiter.AddPolicy(Policy, context => RateLimitPartition.GetTokenBucketLimiter(
            ClientOf(context, options), _ => Bucket(options.RequestsPerMinute)));
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
        Keys.FindKnown(context.Request, options.ApiKeys) ?? $"{context.Connection.RemoteIpAddress}";

    private static TokenBucketRateLimiterOptions Bucket(int requestsPerMinute) => new()
    {
        TokenLimit = Math.Max(1, requestsPerMinute / BurstsPerMinute),
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / requestsPerMinute,
        QueueLimit = 0,
    };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        rejected.HttpContext.RequestServices.GetRequiredService<ServingMetrics>().Rejected("rate_limit");
        rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        await Problems.TooOften(wait).ExecuteAsync(rejected.HttpContext);
    }
}
