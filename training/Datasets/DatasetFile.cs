using System.IO.Compression;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Datasets;

/// <summary>One file of a published data set.</summary>
/// <param name="Name">Its official name, such as <c>train-images-idx3-ubyte</c>.</param>
/// <param name="Length">Bytes of its decompressed content.</param>
/// <param name="Sha256">SHA-256 of its decompressed content, in lower-case hex.</param>
public sealed record DatasetFile(string Name, int Length, string Sha256)
{
    /// <summary>The file in a folder, plain or .gz, also as <c>train-images.idx3-ubyte</c>; null if it is not there.</summary>
    public string? Find(string folder)
    {
        var dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [Name, Name + ".gz", dotted, dotted + ".gz"];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Checks what was fetched, and unpacks it if it is packed. No more than the file's own length is ever unpacked.</summary>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="delivered">The file's bytes, plain or gzip-compressed.</param>
    /// <exception cref="DatasetException">It is cut off, or another file.</exception>
    internal byte[] Unpack(string source, byte[] delivered)
    {
        var content = IdxFile.IsGzip(delivered) ? Decompress(source, delivered) : delivered;
        var sum = Sha256Sum.Of(content);
        return sum == Sha256 ? content : throw DatasetException.WrongFile(source, this, content.Length, sum);
    }

    private byte[] Decompress(string source, byte[] packed)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var content = new byte[Length + 1];
            var read = gzip.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return read <= Length ? content[..read] : throw DatasetException.TooLarge(source, Length, "unpacked");
        }
        catch (InvalidDataException e)
        {
            throw DatasetException.BrokenDownload(source, e.Message, e);
        }
    }
}
