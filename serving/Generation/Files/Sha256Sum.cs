using System.Security.Cryptography;
using System.Text;

namespace Gan.Onnx.Generation.Files;

/// <summary>SHA-256 as 64 lower-case hexadecimal digits.</summary>
internal static class Sha256Sum
{
    /// <summary>The sum of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The sum of a text in UTF-8.</summary>
    public static string OfText(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The sum of a file, whatever its size.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string OfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
