using System.Security.Cryptography;
using System.Text.Json;

namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>What follows the images in a file of decoded pictures.</summary>
/// <param name="Count">Images.</param>
/// <param name="Sha256">SHA-256 of the images as an IDX file, which is the set's own.</param>
/// <param name="Labels">A class for each image.</param>
/// <param name="Unreadable">Why each of the other pictures cannot be read.</param>
internal sealed record DecodedPictures(int Count, string Sha256, byte[] Labels, IReadOnlyList<string> Unreadable)
{
    private const int SumLength = SHA256.HashSizeInBytes;
    private const int FootLength = SumLength + sizeof(long);

    /// <summary>Writes this at the end of the images, with its own sum and length behind it.</summary>
    public void Write(Stream file)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(this);
        file.Write(text);
        file.Write(SHA256.HashData(text));
        file.Write(BitConverter.GetBytes((long)text.Length));
    }

    /// <summary>What a file holds; null if it is not there, cut off, damaged or of other images. Reads all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="form">What the pictures were made into.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DecodedPictures? Read(string path, PictureForm form)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        return Foot(file) is var (found, start)
            && start == (long)found.Count * form.Length
            && SumOf(file, form, found.Count) == found.Sha256
            ? found
            : null;
    }

    /// <summary>SHA-256 of images as an IDX file: its header, and the bytes that a stream begins with.</summary>
    public static string SumOf(Stream images, PictureForm form, int count)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(IdxHeader.Of(form.ShapeOf(count)));
        images.Position = 0;
        var buffer = new byte[1 << 20];
        for (var left = (long)count * form.Length; left > 0;)
        {
            var read = images.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                break;
            }

            sum.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    /// <summary>What stands behind the images, and where it begins.</summary>
    private static (DecodedPictures Found, long Start)? Foot(FileStream file)
    {
        if (file.Length < FootLength)
        {
            return null;
        }

        var foot = new byte[FootLength];
        file.Position = file.Length - FootLength;
        file.ReadExactly(foot);
        var length = BitConverter.ToInt64(foot, SumLength);
        if (length is < 1 or > int.MaxValue || length > file.Length - FootLength)
        {
            return null;
        }

        var text = new byte[length];
        var start = file.Length - FootLength - length;
        file.Position = start;
        file.ReadExactly(text);
        return SHA256.HashData(text).AsSpan().SequenceEqual(foot.AsSpan(0, SumLength))
            && JsonSerializer.Deserialize<DecodedPictures>(text) is { } found
            ? (found, start)
            : null;
    }
}
