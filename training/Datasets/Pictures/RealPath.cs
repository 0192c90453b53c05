namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>Where a path leads when every link on the way is followed.</summary>
internal static class RealPath
{
    /// <summary>More links than systems follow.</summary>
    private const int MostLinks = 40;

    /// <summary>The path without links; null where links lead round in a circle.</summary>
    /// <param name="path">Need not exist.</param>
    public static string? Of(string path)
    {
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)));
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        for (var links = 0; rest.TryPop(out var name);)
        {
            var next = Path.GetFullPath(Path.Combine(real, name));
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            // What the link says may have links of its own, so it is walked from the beginning.
            var full = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(full)!;
            foreach (var part in Parts(full))
            {
                rest.Push(part);
            }
        }

        return real;
    }

    /// <summary>Whether a folder is another one, or lies somewhere in it; both without links.</summary>
    public static bool IsWithin(string folder, string other) =>
        folder == other
        || folder.StartsWith(Path.TrimEndingDirectorySeparator(other) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The names on a full path, the last one first.</summary>
    private static IEnumerable<string> Parts(string full) =>
        full[Path.GetPathRoot(full)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
}
