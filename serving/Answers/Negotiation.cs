using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gan.Onnx.Serving.Answers;

/// <summary>Chooses among media types by the header Accept (RFC 9110, section 12.5.1).</summary>
internal static class Negotiation
{
    /// <summary>
    /// The offer that the client likes best, the first among equals; null when it accepts none. No header, or one that cannot be read,
    /// accepts everything.
    /// </summary>
    public static string? Choose(HttpRequest request, IReadOnlyList<string> offers)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return offers[0];
        }

        string? best = null;
        double bestQuality = 0;
        foreach (var offer in offers)
        {
            var quality = Quality(new MediaTypeHeaderValue(offer), accepted);
            if (quality > bestQuality)
            {
                (best, bestQuality) = (offer, quality);
            }
        }

        return best;
    }

    /// <summary>Of the ranges that an offer falls in, the most specific one decides.</summary>
    private static double Quality(MediaTypeHeaderValue offer, IList<MediaTypeHeaderValue> accepted)
    {
        (int Specificity, double Quality) found = (0, 0);
        foreach (var range in accepted)
        {
            var specificity = range.MatchesAllTypes ? 1 : range.MatchesAllSubTypes ? 2 : 3;
            var includes = range.MatchesAllTypes
                || (Same(range.Type, offer.Type) && (range.MatchesAllSubTypes || Same(range.SubType, offer.SubType)));
            if (includes && specificity > found.Specificity)
            {
                found = (specificity, range.Quality ?? 1);
            }
        }

        return found.Quality;
    }

    private static bool Same(StringSegment left, StringSegment right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
