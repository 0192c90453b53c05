using System.Security.Cryptography;
using System.Text;

namespace Gan.Onnx.Serving.Hosting;

/// <summary>Keys that clients present.</summary>
internal static class Keys
{
    /// <summary>Where a key is presented, if not in Authorization.</summary>
    public const string Header = "X-API-Key";

    private const string Bearer = "Bearer ";

    /// <summary>The key of a request, from <c>X-API-Key</c> or <c>Authorization: Bearer</c>; null for none.</summary>
    public static string? Of(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return request.Headers[Header] is { Count: 1 } key ? key[0]
            : authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].TrimStart(' ')
            : null;
    }

    /// <summary>The one of the known keys that a request has; null for none, or a wrong one.</summary>
    public static string? FindKnown(HttpRequest request, IReadOnlyList<string> known)
    {
        var presented = known.Count == 0 ? null : Of(request);
        return presented is null ? null : known.FirstOrDefault(key => AreEqual(presented, key));
    }

    /// <summary>Compares in a time that tells nothing of the key.</summary>
    public static bool AreEqual(string? presented, string key) => presented is not null
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(presented)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
