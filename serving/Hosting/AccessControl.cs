using System.Threading.RateLimiting;
using Gan.Onnx.Serving.Observability;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>Keeps those without a key, and those who ask too often, away from pictures and models. Pages and health stay open.</summary>
internal sealed class AccessControl : IDisposable
{
    private const int SegmentsPerWindow = 6;

    private readonly AccessOptions _options;
    private readonly ServingMetrics _metrics;
    private readonly PartitionedRateLimiter<string>? _limiter;

    public AccessControl(ServingOptions options, ServingMetrics metrics)
    {
        _options = options.Access;
        _metrics = metrics;
        _limiter = _options.RequestsPerMinute == 0 ? null : PartitionedRateLimiter.Create<string, string>(client =>
            RateLimitPartition.GetTokenBucketLimiter(client, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(1, _options.RequestsPerMinute / SegmentsPerWindow),
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / _options.RequestsPerMinute,
                QueueLimit = 0,
            }));
    }

    /// <summary>Whether there is anything to check.</summary>
    public bool IsNeeded => _limiter is not null || _options.ApiKeys.Count > 0;

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/digits") && !IsReading(context.Request))
        {
            await next(context);
            return;
        }

        string? presented = Keys.Of(context.Request);
        string? key = _options.ApiKeys.FirstOrDefault(known => Keys.AreEqual(presented, known));
        if (_options.ApiKeys.Count > 0 && key is null)
        {
            _metrics.Rejected("no_key");
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.NoKey("A key is needed, as 'X-API-Key: KEY' or 'Authorization: Bearer KEY'; this request has none, or a wrong one.").ExecuteAsync(context);
            return;
        }

        using RateLimitLease? lease = _limiter?.AttemptAcquire(key ?? $"{context.Connection.RemoteIpAddress}");
        if (lease is { IsAcquired: false })
        {
            _metrics.Rejected("rate_limit");
            lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait);
            await Problems.TooOften(wait).ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    public void Dispose() => _limiter?.Dispose();

    private static bool IsReading(HttpRequest request) => request.Path.StartsWithSegments("/models") && !HttpMethods.IsPost(request.Method);
}

/// <summary>Puts <see cref="AccessControl"/> in the way of requests where there is anything to check.</summary>
internal static class AccessControlStep
{
    public static void UseAccessControl(this WebApplication app)
    {
        AccessControl access = app.Services.GetRequiredService<AccessControl>();
        if (access.IsNeeded)
        {
            app.Use(next => context => access.CheckAsync(context, next));
        }
    }
}
