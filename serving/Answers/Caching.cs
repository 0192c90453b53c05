namespace Gan.Onnx.Serving.Answers;

/// <summary>Whether an answer may be kept, and how it is told from others.</summary>
/// <param name="Tag">See <see cref="EntityTag"/>; null when the request names no seed, so that it alone does not decide.</param>
/// <param name="IsPinned">The request names the model's version, so its answer never changes.</param>
/// <param name="IsNegotiated">The header Accept had a say in the form.</param>
internal readonly record struct Caching(string? Tag, bool IsPinned, bool IsNegotiated)
{
    /// <summary>Whether the client holds the answer already.</summary>
    public bool IsHeldBy(HttpRequest request) => Tag is not null && EntityTag.Matches(request, Tag);

    /// <summary>Tells clients and caches.</summary>
    public void AddTo(IHeaderDictionary headers)
    {
        if (IsNegotiated)
        {
            headers.Vary = "Accept";
        }

        headers.CacheControl = Tag is null ? "no-store" : IsPinned ? "public, max-age=31536000, immutable" : "public, no-cache";
        if (Tag is not null)
        {
            headers.ETag = Tag;
        }
    }
}
