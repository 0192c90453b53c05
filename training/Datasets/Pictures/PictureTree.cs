namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>A picture of a set, not yet read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Label">Its class; 0 where there are none.</param>
/// <param name="Length">Bytes; those of the file that a link leads to.</param>
/// <param name="Modified">When the file was last written, in universal time.</param>
internal sealed record PictureFile(string Path, int Label, long Length, DateTime Modified);

/// <summary>
/// The files in a folder and its sub-folders that are pictures, by their names or, where those say nothing, by their content. What
/// systems and programs leave there for themselves is left out: names that begin with a dot, and some that are known. Links to files and
/// to folders elsewhere are followed, links that lead up or round are not. What cannot be looked into is among the pictures, so that it is
/// named as they are when it cannot be read.
/// </summary>
internal sealed class PictureTree
{
    private static readonly HashSet<string> Left = new(StringComparer.OrdinalIgnoreCase)
    {
        "Thumbs.db", "desktop.ini", "__MACOSX", "$RECYCLE.BIN", "System Volume Information", "@eaDir", "lost+found",
    };

    private readonly string _top;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<FileInfo> _pictures = [];
    private readonly CancellationToken _cancellation;

    private PictureTree(string top, CancellationToken cancellation)
    {
        _top = top;
        _cancellation = cancellation;
    }

    /// <summary>Sub-folders that can be classes, in natural order; without hidden ones and links that lead up.</summary>
    public static IEnumerable<DirectoryInfo> Folders(string folder)
    {
        var real = RealPath.Of(folder);
        return real is null
            ? []
            : new DirectoryInfo(folder).EnumerateDirectories()
                .Where(entry => !IsHidden(entry) && Target(entry, real) is { } target && !RealPath.IsWithin(real, target))
                .OrderBy(entry => entry.Name, NaturalOrder.Comparer);
    }

    /// <summary>All pictures of a folder, in the order of their paths.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="cancellation">Stops between two files.</param>
    public static IReadOnlyList<FileInfo> Pictures(string folder, CancellationToken cancellation)
    {
        if (RealPath.Of(folder) is not { } real)
        {
            return [];
        }

        var tree = new PictureTree(real, cancellation);
        tree.Walk(new DirectoryInfo(folder), real);
        return [.. tree._pictures.OrderBy(file => file.FullName, StringComparer.Ordinal)];
    }

    /// <summary>How many pictures lie in the folder itself.</summary>
    public static int Beside(string folder) => new DirectoryInfo(folder).EnumerateFiles().Count(file => !IsHidden(file) && IsPicture(file));

    /// <summary>Whether an entry of a folder cannot be found under its own name, as one whose bytes are not UTF-8.</summary>
    public static bool IsUnreachable(FileSystemInfo entry) => entry.Attributes == (FileAttributes)(-1);

    // Of what cannot be reached, the system gives every attribute.
    private static bool IsHidden(FileSystemInfo entry) =>
        entry.Name.StartsWith('.')
        || Left.Contains(entry.Name)
        || (entry.Attributes.HasFlag(FileAttributes.Hidden) && !IsUnreachable(entry));

    /// <summary>Where an entry of a folder is, without links; null where links lead round.</summary>
    private static string? Target(FileSystemInfo entry, string parent) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
        ? RealPath.Of(entry.FullName)
        : Path.Combine(parent, entry.Name);

    private static bool IsPicture(FileInfo file)
    {
        if (FileKind.IsNamedPicture(file.Name))
        {
            return true;
        }

        // Nothing to be read in files without a length, and pipes among them would never end.
        if (!File.Exists(file.FullName) || Followed(file).Length == 0)
        {
            return false;
        }

        try
        {
            using var stream = file.OpenRead();
            var head = new byte[FileKind.Head];
            return FileKind.IsPicture(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody said that it is a picture.
            return false;
        }
    }

    /// <summary>The file that an entry leads to.</summary>
    public static FileInfo Followed(FileInfo file) =>
        file.Attributes.HasFlag(FileAttributes.ReparsePoint) && RealPath.Of(file.FullName) is { } target ? new FileInfo(target) : file;

    private void Walk(DirectoryInfo folder, string real)
    {
        if (!_seen.Add(real))
        {
            return;
        }

        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _pictures.Add(new FileInfo(folder.FullName));
            return;
        }

        foreach (var entry in entries)
        {
            _cancellation.ThrowIfCancellationRequested();
            if (IsHidden(entry))
            {
                continue;
            }

            if (entry is DirectoryInfo inner)
            {
                if (Target(inner, real) is { } target && !RealPath.IsWithin(_top, target))
                {
                    Walk(inner, target);
                }
            }
            else if (entry is FileInfo file && IsPicture(file))
            {
                _pictures.Add(file);
            }
        }
    }
}
