using System.Text.RegularExpressions;

/// <summary>Relative links, and the images that are shown.</summary>
internal static partial class Links
{
    /// <summary>Checks each link of a page.</summary>
    /// <param name="page">Where they stand.</param>
    /// <param name="pages">All pages, by their path.</param>
    /// <param name="files">All files of the repository.</param>
    public static IEnumerable<Fault?> Check(Page page, IReadOnlyDictionary<string, Page> pages, IReadOnlyCollection<string> files)
    {
        var known = files.ToHashSet();
        foreach (Match link in Link().Matches(page.Prose))
        {
            if (!Foreign().IsMatch(link.Groups["to"].Value))
            {
                var problem = Problem(page, link.Groups["to"].Value, pages, known);
                yield return problem is null ? null : new Fault(page.Path, page.LineAt(link.Index), problem);
            }
        }
    }

    /// <summary>The path that a link means, relative to the repository.</summary>
    /// <param name="page">Where it stands.</param>
    /// <param name="to">What it says before <c>#</c>.</param>
    public static string Resolve(Page page, string to)
    {
        var parts = new List<string>(page.Path.Split('/')[..^1]);
        foreach (var part in to.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>Where the links of a page lead.</summary>
    public static IEnumerable<string> Targets(Page page) =>
        Link().Matches(page.Prose).Select(link => Resolve(page, link.Groups["to"].Value.Split('#')[0]));

    private static string? Problem(Page page, string to, IReadOnlyDictionary<string, Page> pages, HashSet<string> known)
    {
        var (file, anchor) = to.Split('#', 2) is [var before, var after] ? (before, after) : (to, "");
        var path = file.Length == 0 ? page.Path : Resolve(page, file);
        var isThere = known.Contains(path) || known.Any(each => each.StartsWith($"{path}/", StringComparison.Ordinal));
        return !isThere ? $"the link '{to}' leads nowhere: there is no '{path}'"
            : anchor.Length == 0 ? null
            : !pages.TryGetValue(path, out var target) ? $"the link '{to}' names a heading, and '{path}' is no page"
            : target.Anchors.Contains(anchor) ? null
            : $"the link '{to}' leads nowhere: '{path}' has no heading '{anchor}'";
    }

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Foreign();
}
