using System.IO.Compression;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// An array of unsigned bytes in the IDX format of the MNIST database: two zero bytes, the type 0x08, the number of dimensions, each
/// dimension as a big-endian 32-bit integer, then the elements in row-major order.
/// </summary>
public sealed class IdxFile
{
    private readonly byte[] _content;

    private IdxFile(string path, IReadOnlyList<int> shape, byte[] content, string sha256)
    {
        Path = path;
        Shape = shape;
        _content = content;
        Sha256 = sha256;
    }

    /// <summary>Where the file was read from.</summary>
    public string Path { get; }

    /// <summary>The dimensions; [60000, 28, 28] for MNIST's training images.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The elements, without the header.</summary>
    public ReadOnlySpan<byte> Elements => Content.Span;

    /// <summary>The same, to be kept.</summary>
    public ReadOnlyMemory<byte> Content => _content.AsMemory(IdxHeader.LengthOf(Shape.Count));

    /// <summary>SHA-256 of the decompressed file, header included, in lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>Reads a file; gzip compression is recognised by its first bytes, whatever the name.</summary>
    /// <exception cref="DatasetException">The file is not an IDX file of unsigned bytes, or its length does not fit its shape.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IdxFile Read(string path)
    {
        var content = ReadContent(path);
        return Parse(path, content, Sha256Sum.Of(content));
    }

    /// <summary>An array that was never a file.</summary>
    /// <param name="path">Where its elements come from.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="elements">As many as the shape says.</param>
    public static IdxFile Of(string path, IReadOnlyList<int> shape, byte[] elements)
    {
        byte[] content = [.. IdxHeader.Of(shape), .. elements];
        return Parse(path, content, Sha256Sum.Of(content));
    }

    /// <summary>Writes a file atomically.</summary>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public static void Write(string path, IReadOnlyList<int> shape, byte[] elements) => Write(path, shape, [elements]);

    /// <summary>The same with elements that come in parts, of which only one need be in memory.</summary>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public static void Write(string path, IReadOnlyList<int> shape, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        using var files = new AtomicFiles();
        Write(files, path, shape, parts);
        files.Commit();
    }

    /// <summary>The same as one of several files that appear together.</summary>
    /// <exception cref="ArgumentException">The elements do not fill the shape.</exception>
    public static void Write(AtomicFiles files, string path, IReadOnlyList<int> shape, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        if (shape.Count is 0 or > IdxHeader.MaxRank)
        {
            throw new ArgumentException($"{path}: shape [{string.Join(",", shape)}] must have 1 to {IdxHeader.MaxRank} dimensions.");
        }

        var file = files.Create(path);
        file.Stream.Write(IdxHeader.Of(shape));
        var written = 0L;
        foreach (var part in parts)
        {
            file.Stream.Write(part.Span);
            written += part.Length;
        }

        var expected = shape.Aggregate(1L, (product, dimension) => product * dimension);
        if (expected != written)
        {
            throw new ArgumentException($"{path}: shape [{string.Join(",", shape)}] needs {expected} elements, {written} were given.");
        }
    }

    /// <summary>The decompressed bytes of a file.</summary>
    internal static byte[] ReadContent(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > int.MaxValue })
        {
            throw DatasetException.TooLargeArray(path);
        }

        var bytes = File.ReadAllBytes(path);
        if (!IsGzip(bytes))
        {
            return bytes;
        }

        try
        {
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var content = new MemoryStream();
            gzip.CopyTo(content);
            return content.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw DatasetException.NotGzip(path, e.Message, e);
        }
        catch (IOException)
        {
            // The memory stream's way to say that it holds no more than that.
            throw DatasetException.TooLargeArray(path);
        }
    }

    /// <summary>Whether bytes start as gzip-compressed ones do; no IDX file does.</summary>
    internal static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0x1f, 0x8b]);

    /// <summary>
    /// Interprets decompressed bytes; <paramref name="path"/> says where they come from, <paramref name="sum"/> is their SHA-256.
    /// </summary>
    internal static IdxFile Parse(string path, byte[] content, string sum)
    {
        return new IdxFile(path, IdxHeader.Parse(path, content, isOfBytes: true).Shape, content, sum);
    }
}
