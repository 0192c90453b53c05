using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gan.Onnx.Serving.Batching;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Observability;

namespace Gan.Onnx.Serving.Answers;

/// <summary>What is to be made for a request, and in which form it is answered.</summary>
/// <param name="Latents">What the images are made from.</param>
/// <param name="Count">How many.</param>
/// <param name="Key">All that the images depend on besides the model, short and without spaces or quotes.</param>
/// <param name="Body">The form.</param>
/// <param name="Seed">For the header X-Seed; null where there is more than one.</param>
/// <param name="IsRepeatable">The request alone decides about the images, since it names their seeds.</param>
/// <param name="IsPinned">It also names the model's version.</param>
/// <param name="IsNegotiated">The header Accept had a say in the form.</param>
internal sealed record ImageAnswer(
    ILatentSource Latents, int Count, string Key, AnswerBody Body, ulong? Seed, bool IsRepeatable, bool IsPinned, bool IsNegotiated)
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
    public async Task SendAsync(HttpContext context, ServedModel model, ServingMetrics metrics)
    {
        HttpResponse response = context.Response;
        string? tag = IsRepeatable ? EntityTag.For(model, $"{Key}.{Body.Key}") : null;
        if (tag is not null && EntityTag.Matches(context.Request, tag))
        {
            AddHeaders(response.Headers, model, tag);
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        using ImageJob? images = await model.Batcher.GenerateAsync(Latents, Count, context.RequestAborted);
        if (images is null)
        {
            metrics.Rejected("queue_full");
            await Problems.TooBusy(model.Batcher.Backlog()).ExecuteAsync(context);
            return;
        }

        metrics.Waited(Stopwatch.GetElapsedTime(images.Enqueued, images.Started));
        using var body = new PooledBuffer();
        await DrawAsync(model, images, body, context.RequestAborted);
        AddHeaders(response.Headers, model, tag);
        AddFigures(response.Headers, model, images);
        response.ContentType = Body.ContentType;
        response.ContentLength = body.Written.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await WriteAsync(context, body.Written);
        }
    }

    private async Task DrawAsync(ServedModel model, ImageJob images, PooledBuffer body, CancellationToken cancellationToken)
    {
        await model.Drawing.WaitAsync(cancellationToken);
        try
        {
            Body.Write(model, images, body);
            body.Trim();
        }
        finally
        {
            model.Drawing.Release();
        }
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
                int length = Math.Min(LargestPiece, body.Length);
                await context.Response.BodyWriter.WriteAsync(body[..length], context.RequestAborted);
                body = body[length..];
            }
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static void AddFigures(IHeaderDictionary headers, ServedModel model, ImageJob images)
    {
        headers[QueueHeader] = Milliseconds(images.Enqueued, images.Started);
        headers[InferenceHeader] = Milliseconds(images.Started, images.Finished);
        if (model.Generator.Manifest.Classes == 0)
        {
            return;
        }

        var labels = new StringBuilder(images.Count * 2);
        foreach (long label in images.Labels)
        {
            labels.Append(labels.Length > 0 ? "," : "").Append(label);
        }

        headers[LabelsHeader] = labels.ToString();
    }

    private static string Milliseconds(long from, long to) =>
        Stopwatch.GetElapsedTime(from, to).TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);

    private void AddHeaders(IHeaderDictionary headers, ServedModel model, string? tag)
    {
        headers[ModelHeader] = model.Name;
        headers[VersionHeader] = model.Version;
        if (Seed is { } seed)
        {
            headers[SeedHeader] = seed.ToString(CultureInfo.InvariantCulture);
        }

        if (IsNegotiated)
        {
            headers.Vary = "Accept";
        }

        headers.CacheControl = !IsRepeatable ? "no-store" : IsPinned ? "public, max-age=31536000, immutable" : "public, no-cache";
        if (tag is not null)
        {
            headers.ETag = tag;
        }
    }
}
