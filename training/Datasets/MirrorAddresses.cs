namespace Gan.Onnx.Training.Datasets;

/// <summary>The web addresses that a data set is fetched from.</summary>
internal static class MirrorAddresses
{
    /// <summary>Those in the environment variable, separated by spaces or commas, or else the data set's own.</summary>
    /// <exception cref="DatasetException">The variable holds something that is not an http or https address.</exception>
    public static IReadOnlyList<Uri> Of(string variable, IReadOnlyList<Uri> own, Func<string, string?> environment)
    {
        var words = (environment(variable) ?? "").Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? own : [.. words.Select(word => Parse(variable, word))];
    }

    private static Uri Parse(string variable, string word) =>
        Uri.TryCreate(word.EndsWith('/') ? word : word + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw DatasetException.NotAMirror(variable, word);
}
