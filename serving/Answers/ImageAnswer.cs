using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Observability;

namespace Gan.Onnx.Serving.Answers;

/// <summary>What is to be made for a request, and in which form it is answered.</summary>
/// <param name="Model">What makes the images; held until the request ends.</param>
/// <param name="Metrics">Where it is counted.</param>
/// <param name="Latents">What the images are made from.</param>
/// <param name="Count">How many.</param>
/// <param name="Body">The form.</param>
/// <param name="Seed">For the header X-Seed; null where there is more than one.</param>
/// <param name="Caching">Whether the answer may be kept.</param>
internal sealed record ImageAnswer(
    ServedModel Model, ServingMetrics Metrics, ILatentSource Latents, int Count, AnswerBody Body, ulong? Seed, Caching Caching) : IResult
{
    private const int LargestPiece = 64 * 1024;

    /// <summary>Header: the seed that was used.</summary>
    public const string SeedHeader = "X-Seed";

    /// <summary>Header: the model's name.</summary>
    public const string ModelHeader = "X-Model";

    /// <summary>Header: SHA-256 of the model file.</summary>
    public const string VersionHeader = "X-Model-Version";

    /// <summary>Header: the images' digits, for models trained with labels.</summary>
    public const string LabelsHeader = "X-Labels";

    /// <summary>Header: milliseconds that the images waited.</summary>
    public const string QueueHeader = "X-Queue-Time";

    /// <summary>Header: milliseconds from the first run that made some of the images to the end of the last.</summary>
    public const string InferenceHeader = "X-Inference-Time";

    /// <summary>Makes the images and answers, or answers that the client has them already, or that the server is too busy.</summary>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (Caching.IsHeldBy(httpContext.Request))
        {
            AddHeaders(response.Headers);
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        using var images = await Model.Batcher.GenerateAsync(Latents, Count, httpContext.RequestAborted);
        if (images is null)
        {
            Metrics.Rejected("queue_full");
            await Problems.TooBusy(Model.Batcher.Backlog()).ExecuteAsync(httpContext);
            return;
        }

        Metrics.Waited(Stopwatch.GetElapsedTime(images.Enqueued, images.Started));
        using var body = new PooledBuffer();
        await DrawAsync(images, body, httpContext.RequestAborted);
        AddHeaders(response.Headers);
        AddFigures(response.Headers, images);
        response.ContentType = Body.ContentType;
        response.ContentLength = body.Written.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await WriteAsync(httpContext, body.Written);
        }
    }

    private async Task DrawAsync(ImageJob images, PooledBuffer body, CancellationToken cancellationToken)
    {
        using var place = await Model.Drawing.EnterAsync(cancellationToken);
        Body.Write(Model, images, body);
        body.Trim();
    }

    /// <summary>
    /// In pieces, so that the web server does not hold the whole answer for a client that reads slowly or not at all. One that is not done
    /// when the request's time is over is cut off: it could not tell half an answer from a whole one otherwise.
    /// </summary>
    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        try
        {
            while (!body.IsEmpty)
            {
                var length = Math.Min(LargestPiece, body.Length);
                await context.Response.BodyWriter.WriteAsync(body[..length], context.RequestAborted);
                body = body[length..];
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private void AddFigures(IHeaderDictionary headers, ImageJob images)
    {
        headers[QueueHeader] = Milliseconds(images.Enqueued, images.Started);
        headers[InferenceHeader] = Milliseconds(images.Started, images.Finished);
        if (Model.Generator.Manifest.Classes == 0)
        {
            return;
        }

        var labels = new StringBuilder(images.Count * 2);
        foreach (var label in images.Labels)
        {
            labels.Append(labels.Length > 0 ? "," : "").Append(label);
        }

        headers[LabelsHeader] = labels.ToString();
    }

    private static string Milliseconds(long from, long to) =>
        Stopwatch.GetElapsedTime(from, to).TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);

    private void AddHeaders(IHeaderDictionary headers)
    {
        headers[ModelHeader] = Model.Name;
        headers[VersionHeader] = Model.Version;
        if (Seed is { } seed)
        {
            headers[SeedHeader] = seed.ToString(CultureInfo.InvariantCulture);
        }

        Caching.AddTo(headers);
    }
}
