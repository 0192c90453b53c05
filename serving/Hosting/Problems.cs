using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>The errors that requests are answered with; see <see cref="ProblemWriter"/> for their form.</summary>
internal static class Problems
{
    public static void AddProblems(this IServiceCollection services) =>
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>().AddProblemDetails();

    /// <summary>For answers without a body whose status is an error.</summary>
    public static void UseProblems(this IApplicationBuilder app) => app.UseStatusCodePages();

    /// <summary>For what is thrown. After the framework's page for developers, which would tell clients of it.</summary>
    public static void UseFailures(this IApplicationBuilder app) => app.UseExceptionHandler();

    /// <summary>400, with the faults by parameter.</summary>
    public static ProblemHttpResult BadQuery(Dictionary<string, string[]> errors) => TypedResults.Problem(
        new HttpValidationProblemDetails(errors) { Status = StatusCodes.Status400BadRequest, Title = "The query is not valid." });

    /// <summary>404 for a model, or a version of one, that is not served.</summary>
    public static ProblemHttpResult NoSuchModel(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    /// <summary>406, with what there is.</summary>
    /// <param name="accept">What the client asks for.</param>
    /// <param name="offers">Media types.</param>
    /// <param name="isChoice">The route has the parameter <c>format</c>.</param>
    public static ProblemHttpResult NotAcceptable(string accept, IReadOnlyList<string> offers, bool isChoice) => TypedResults.Problem(
        $"None of what 'Accept: {accept}' asks for can be answered. "
        + (isChoice ? $"There are {string.Join(", ", offers)}; the parameter 'format' chooses one, too." : $"There is {offers[0]} only."),
        statusCode: StatusCodes.Status406NotAcceptable);

    /// <summary>429: as many images wait as may.</summary>
    public static IResult TooBusy(TimeSpan backlog) => new RetryLater(
        "More images are waiting than the server takes on (setting Batching:QueueImages).", backlog);

    /// <summary>429: this client asks too often.</summary>
    public static IResult TooOften(TimeSpan wait) => new RetryLater(
        "This client asks more often than it may (setting Access:RequestsPerMinute).", wait);

    /// <summary>401: the key is missing or wrong.</summary>
    public static ProblemHttpResult NoKey(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status401Unauthorized);

    /// <summary>403: nobody may, by the operator's choice.</summary>
    public static ProblemHttpResult SwitchedOff(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden);

    /// <summary>A whole number of seconds, at least 1: clients understand no fractions.</summary>
    private sealed class RetryLater(string reason, TimeSpan wait) : IResult
    {
        // The framework knows where the other codes are defined, but not this one.
        private const string Type = "https://tools.ietf.org/html/rfc6585#section-4";

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var seconds = (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 3600);
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return TypedResults
                .Problem($"{reason} Try again in {seconds} s.", statusCode: StatusCodes.Status429TooManyRequests, type: Type)
                .ExecuteAsync(httpContext);
        }
    }
}
