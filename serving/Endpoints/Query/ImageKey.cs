using System.Globalization;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>What seeded images depend on besides their model, as a text for an entity tag.</summary>
internal static class ImageKey
{
    public static string Of(int count, ulong seed, IReadOnlyList<int>? digits, float truncation) => string.Create(
        CultureInfo.InvariantCulture, $"{count}.{seed}.{(digits is null ? "" : string.Join('+', digits))}.{truncation:R}");
}
