/// <summary>Every page in a folder of pages stands on the folder's index page.</summary>
internal static class Indexes
{
    private static readonly string[] Folders = ["training/docs", "serving/docs"];

    /// <summary>Checks each page of the folders.</summary>
    /// <param name="pages">All pages, by their path.</param>
    public static IEnumerable<Fault?> Check(IReadOnlyDictionary<string, Page> pages)
    {
        foreach (var folder in Folders)
        {
            var index = $"{folder}/README.md";
            var linked = pages.TryGetValue(index, out var page) ? Links.Targets(page).ToHashSet() : [];
            foreach (var path in pages.Keys.Where(path => path.StartsWith($"{folder}/", StringComparison.Ordinal) && path != index))
            {
                yield return linked.Contains(path) ? null : new Fault(index, 1, $"'{path}' is not listed here");
            }
        }
    }
}
