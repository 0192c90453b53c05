namespace Gan.Onnx.Serving.Settings;

/// <summary>A setting that ASP.NET Core reads, and ignores where it is misspelt or cannot be understood, which we do not.</summary>
/// <param name="Pattern">Its name; <c>*</c> stands for any part between colons, <c>**</c> at the end for any rest.</param>
/// <param name="Expected">What it may be, as in "must be true or false"; null where any text will do.</param>
/// <param name="IsAllowed">Whether a value is so.</param>
internal sealed record FrameworkSetting(string Pattern, string? Expected = null, Predicate<string>? IsAllowed = null)
{
    private const string Rest = "**";
    private readonly string[] _parts = Pattern.Split(':');

    /// <summary>true or false.</summary>
    public static FrameworkSetting Switch(string pattern) => new(pattern, "true or false", value => bool.TryParse(value, out _));

    /// <summary>A name of an enumeration, whatever the case; all of them but one, or all.</summary>
    public static FrameworkSetting Name<T>(string pattern, string? except = null)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Where(name => name != except)];
        // The framework takes their numbers, too.
        return new(
            pattern,
            $"one of {string.Join(", ", names)}",
            value => Enum.TryParse<T>(value, ignoreCase: true, out var found) && names.Contains(found.ToString()));
    }

    /// <summary>Whether a key is this setting, whatever the case.</summary>
    public bool IsNamed(string key)
    {
        var parts = key.Split(':');
        var isOpen = _parts[^1] == Rest;
        return (isOpen ? parts.Length >= _parts.Length : parts.Length == _parts.Length)
            && _parts.Zip(parts).All(pair => IsPart(pair.First, pair.Second));
    }

    /// <summary>Whether it stands below a key, such as <c>Logging</c>.</summary>
    public bool IsBelow(string key)
    {
        var parts = key.Split(':');
        return parts.Length < _parts.Length && _parts.Zip(parts).All(pair => IsPart(pair.First, pair.Second));
    }

    private static bool IsPart(string pattern, string part) =>
        pattern is "*" or Rest || pattern.Equals(part, StringComparison.OrdinalIgnoreCase);
}
