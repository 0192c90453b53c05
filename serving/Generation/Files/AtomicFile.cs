namespace Gan.Onnx.Generation.Files;

/// <summary>
/// A file that appears under its name whole or not at all: the bytes go to <c>NAME.tmp</c> in the same folder, are flushed to the
/// disk by <see cref="Commit"/> and then renamed. A process killed in between leaves the previous file untouched.
/// </summary>
/// <example><code>
/// using var file = AtomicFile.Create(path);
/// file.Stream.Write(bytes);
/// file.Commit();
/// </code></example>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private bool _committed;

    private AtomicFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
    }

    /// <summary>Where the content goes; not to be closed by the caller.</summary>
    public Stream Stream => _stream;

    /// <summary>Starts a file that replaces <paramref name="path"/> when committed. Missing folders are made.</summary>
    /// <exception cref="IOException">Another process is writing the same file, or the folder cannot be written.</exception>
    public static AtomicFile Create(string path)
    {
        path = Path.GetFullPath(path);
        OutputFolder.Make(Path.GetDirectoryName(path)!);
        var stream = new FileStream(Unfinished(path), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        return new AtomicFile(path, stream);
    }

    /// <summary>
    /// Where a file's content goes until it is whole. One fixed name: what a killed process leaves behind is overwritten by the next
    /// write instead of piling up.
    /// </summary>
    internal static string Unfinished(string path) => path + ".tmp";

    /// <summary>Writes a whole file.</summary>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> content)
    {
        using var file = Create(path);
        file.Stream.Write(content);
        file.Commit();
    }

    /// <summary>Writes a whole text file in UTF-8 without a byte order mark.</summary>
    public static void WriteAllText(string path, string content) => WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Puts what has been written so far on the disk: what does not fit there is known before any file gets its name.</summary>
    internal void Flush() => _stream.Flush(flushToDisk: true);

    /// <summary>Flushes to the disk and gives the file its name.</summary>
    public void Commit()
    {
        Flush();
        _stream.Dispose();
        File.Move(_stream.Name, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Removes the temporary file unless <see cref="Commit"/> has renamed it.</summary>
    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // What is still buffered does not fit on the disk; it is not wanted any more either, and the caller knows why already.
        }

        File.Delete(_stream.Name);
    }
}
