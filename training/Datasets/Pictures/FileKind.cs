namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>What a file is, told by how it starts.</summary>
internal static class FileKind
{
    /// <summary>Bytes that are looked at.</summary>
    public const int Head = 16;

    /// <summary>Endings by which somebody says that a file is a picture, of a format that is read or of another.</summary>
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".webp", ".gif",
        ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".tga", ".psd", ".ico", ".svg",
    };

    /// <summary>Whether its name says that a file is a picture.</summary>
    public static bool IsNamedPicture(string path) => Endings.Contains(Path.GetExtension(path));

    /// <summary>Whether a file of any name starts as a picture of a format that is read does.</summary>
    public static bool IsPicture(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A])
        || head.StartsWith<byte>([0xFF, 0xD8, 0xFF])
        || head.StartsWith("GIF87a"u8)
        || head.StartsWith("GIF89a"u8)
        || (head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8))
        // Two letters are not much: the reserved bytes have to be zero as well.
        || (head.StartsWith("BM"u8) && head.Length >= 10 && !head[6..10].ContainsAnyExcept((byte)0));

    /// <summary>The name of a well-known format that is not read; null for anything else.</summary>
    public static string? Foreign(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) => "TIFF",
        _ when head.Length >= 12 && head[4..].StartsWith("ftyp"u8) => head[8..].StartsWith("avi"u8) ? "AVIF" : "HEIC or MP4",
        _ when head.StartsWith<byte>([0xFF, 0x0A]) || (head.Length >= 8 && head[4..].StartsWith("JXL "u8)) => "JPEG XL",
        _ when head.Length >= 8 && head[4..].StartsWith("jP  "u8) => "JPEG 2000",
        _ when head.StartsWith("8BPS"u8) => "Photoshop",
        _ when head.StartsWith<byte>([0, 0, 1, 0]) => "ICO",
        _ when head.StartsWith("<svg"u8) || head.StartsWith("<?xml"u8) => "SVG or XML",
        _ when head.StartsWith("<!"u8) || head.StartsWith("<html"u8) => "HTML",
        _ when head.StartsWith("%PDF"u8) => "PDF",
        _ when head.StartsWith("PK\u0003\u0004"u8) => "ZIP",
        _ => null,
    };
}
