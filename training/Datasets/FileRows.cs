using Microsoft.Win32.SafeHandles;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// Images in a file that need not fit into memory: each is read when it is asked for, and the system keeps what it can of the file.
/// </summary>
/// <remarks>
/// Read, not mapped: a disk that fails, or a file that another program cuts short, is an exception here; a mapped one would end the
/// process. The open file stays readable when its name is removed or replaced.
/// </remarks>
public sealed class FileRows : ImageRows, IDisposable
{
    private readonly SafeFileHandle _file;

    /// <summary>Opens a file.</summary>
    /// <param name="path">Where the images come from, for messages.</param>
    /// <param name="shape">[count, height, width], or [count, channels, height, width].</param>
    /// <param name="sha256">SHA-256 that identifies them.</param>
    /// <param name="file">The file, which begins with them.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public FileRows(string path, IReadOnlyList<int> shape, string sha256, string file)
        : base(path, shape, sha256) =>
        _file = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.RandomAccess);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Row(int index, Span<byte> buffer)
    {
        var row = buffer[..Length];
        for (var done = 0; done < row.Length;)
        {
            var read = RandomAccess.Read(_file, row[done..], ((long)index * Length) + done);
            done += read > 0 ? read : throw new EndOfStreamException($"{Path}: the cached images end before image {index}.");
        }

        return row;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
