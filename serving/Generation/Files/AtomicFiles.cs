namespace Gan.Onnx.Generation.Files;

/// <summary>
/// Files that belong together, such as a model and its manifest: all are written under temporary names first, and get their own names
/// one right after the other by <see cref="Commit"/>. A full disk, an exception or Ctrl-C before that leaves all earlier files untouched.
/// </summary>
public sealed class AtomicFiles : IDisposable
{
    private readonly List<AtomicFile> _files = [];

    /// <summary>Starts a file; the caller writes to its stream, and leaves committing and disposing to this object.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public AtomicFile Create(string path)
    {
        var file = AtomicFile.Create(path);
        _files.Add(file);
        return file;
    }

    /// <summary>Adds a whole file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(string path, ReadOnlySpan<byte> content) => Create(path).Stream.Write(content);

    /// <summary>Gives all files their names, in the order in which they were added.</summary>
    /// <exception cref="IOException">One cannot be written or named; those before it have their names already.</exception>
    public void Commit()
    {
        foreach (var file in _files)
        {
            file.Flush();
        }

        foreach (var file in _files)
        {
            file.Commit();
        }
    }

    /// <summary>Removes the temporary files of what has not been committed.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }
}
