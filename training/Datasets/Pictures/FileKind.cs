namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>What a file is, told by how it starts.</summary>
internal static class FileKind
{
    /// <summary>Bytes that are looked at.</summary>
    public const int Head = 16;

    /// <summary>Where a file of WebP's extended form has its flags (RFC 9649, section 2.7).</summary>
    private const int WebpFlags = 20;

    private const int WebpAnimated = 0x02;

    /// <summary>Endings by which somebody says that a file is a picture, of a format that is read or of another.</summary>
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".webp", ".gif",
        ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl", ".jp2", ".j2k", ".jpx", ".tga", ".psd", ".ico", ".svg",
        ".pbm", ".pgm", ".ppm", ".pnm", ".pam", ".pfm", ".qoi", ".pcx", ".dds", ".exr", ".xcf",
        ".cr2", ".cr3", ".crw", ".nef", ".nrw", ".arw", ".sr2", ".srf", ".dng", ".orf", ".rw2", ".raf", ".pef", ".srw", ".x3f",
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
        _ when head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) => "TIFF or camera raw",
        _ when IsCameraRaw(head) => "camera raw",
        _ when head.Length >= 12 && head[4..].StartsWith("ftyp"u8) => head[8..].StartsWith("avi"u8) ? "AVIF" : "HEIC or MP4",
        _ when IsPortableMap(head) => "PBM, PGM, PPM or PAM",
        _ when head.Length > WebpFlags && head[8..].StartsWith("WEBPVP8X"u8) && (head[WebpFlags] & WebpAnimated) != 0 => "animated WebP",
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

    /// <summary>Of Canon (CR3), Fujifilm, Olympus and Panasonic; those of others are TIFF files.</summary>
    private static bool IsCameraRaw(ReadOnlySpan<byte> head) =>
        (head.Length >= 12 && head[4..].StartsWith("ftypcrx"u8))
        || head.StartsWith("FUJIFILM"u8)
        || head.StartsWith("IIRO"u8)
        || head.StartsWith("IIRS"u8)
        || head.StartsWith("IIU\0"u8);

    /// <summary>P1 to P7 before white space.</summary>
    private static bool IsPortableMap(ReadOnlySpan<byte> head) =>
        head.Length >= 3 && head[0] == 'P' && head[1] is >= (byte)'1' and <= (byte)'7' && head[2] is 32 or (>= 9 and <= 13);
}
