using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Settings;
using Microsoft.Net.Http.Headers;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Lets web pages of other origins ask (CORS, of the Fetch standard), where the operator names them.</summary>
internal static class CrossOrigin
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);

    /// <summary>What scripts of those pages may read besides the few headers that they always may.</summary>
    private static readonly string[] Exposed =
    [
        ImageAnswer.SeedHeader, ImageAnswer.ModelHeader, ImageAnswer.VersionHeader, ImageAnswer.LabelsHeader, ImageAnswer.QueueHeader,
        ImageAnswer.InferenceHeader, RequestIds.Header, HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.Allow,
        HeaderNames.WWWAuthenticate, HeaderNames.ContentLength,
    ];

    public static void AddCrossOrigin(this IServiceCollection services, CrossOriginOptions options)
    {
        if (!options.IsOn)
        {
            return;
        }

        services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            policy.WithOrigins([.. options.Origins])
                .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
                // No cookies and no passwords of the browser's are ever asked for, so any header may come; X-API-Key above all.
                .AllowAnyHeader()
                .WithExposedHeaders(Exposed)
                .SetPreflightMaxAge(AskAgain);
        }));
    }

    public static void UseCrossOrigin(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<ServingOptions>().CrossOrigin;
        if (!options.IsOn)
        {
            return;
        }

        app.Use(next => context =>
        {
            context.Response.OnStarting(() => TellCaches(context.Response.Headers, options));
            return next(context);
        });
        app.UseCors();
    }

    /// <summary>
    /// The framework says nothing to whoever names no origin. A cache must not give that answer to a page that does, so here every answer
    /// is for all, or is known to differ by origin.
    /// </summary>
    private static Task TellCaches(IHeaderDictionary headers, CrossOriginOptions options)
    {
        if (options.AllowsAny)
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = string.Join(',', Exposed);
        }
        else if (!headers.Vary.ToString().Contains(HeaderNames.Origin, StringComparison.OrdinalIgnoreCase))
        {
            headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.Origin);
        }

        return Task.CompletedTask;
    }
}
