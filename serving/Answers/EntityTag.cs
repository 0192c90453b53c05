using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gan.Onnx.Serving.Catalog;
using Microsoft.Net.Http.Headers;

namespace Gan.Onnx.Serving.Answers;

/// <summary>
/// Strong validators (RFC 9110, section 8.8.3) of answers that are a function of the request: they hold all that the bytes depend on,
/// which is the model, the program, the instruction set, and what was asked for. That last is a hash: as text it made tags of more than the
/// 128 bytes that nginx keeps of one, without which it asks for the whole answer again.
/// </summary>
internal static class EntityTag
{
    private static readonly string Program =
        typeof(EntityTag).Module.ModuleVersionId.ToString("N")[..8]
        + (Vector512.IsHardwareAccelerated ? "w" : Vector256.IsHardwareAccelerated ? "v" : "s");

    /// <summary>The tag of an answer.</summary>
    /// <param name="model">What makes the images.</param>
    /// <param name="request">All that the answer depends on besides.</param>
    public static string For(ServedModel model, string request)
    {
        var asked = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(request.AsSpan()));
        return $"\"{model.Version[..16]}.{Program}.{model.Png.Key}.{asked:x32}\"";
    }

    /// <summary>Whether the client holds the answer already (header If-None-Match).</summary>
    public static bool Matches(HttpRequest request, string tag)
    {
        if (request.Headers.IfNoneMatch.Count == 0 || !EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var held))
        {
            return false;
        }

        // The comparison is weak, as for every GET: a proxy that compresses answers marks them so.
        return held.Any(candidate => candidate.Equals(EntityTagHeaderValue.Any) || candidate.Tag == tag);
    }
}
