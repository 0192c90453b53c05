using System.Globalization;

namespace Gan.Onnx.Serving.Settings;

/// <summary>
/// Reads settings strictly: a value that is not allowed stops the start. What it was asked for is what there is, so that help,
/// documentation and the search for unknown names cannot differ from what is read.
/// </summary>
/// <param name="configuration">appsettings.json, the environment and the command line.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private const string AnyText = "a text";
    private readonly List<Setting> _known = [];

    /// <summary>The settings read so far, in their order.</summary>
    public IReadOnlyList<Setting> Known => _known;

    /// <summary>A text, or null when it is absent or empty.</summary>
    public string? Text(string key, string about = "", string expected = AnyText, string otherwise = "none")
    {
        Note(new Setting(key, expected, otherwise, about));
        return Find(key);
    }

    /// <summary>One of a few words, whatever the case.</summary>
    public string OneOf(string key, string[] values, string otherwise, string about = "")
    {
        var expected = $"one of {string.Join(", ", values)}";
        Note(new Setting(key, expected, otherwise, about));
        var found = Find(key) ?? otherwise;
        return values.FirstOrDefault(value => value.Equals(found, StringComparison.OrdinalIgnoreCase)) ?? throw Bad(key, expected, found);
    }

    /// <summary>A whole number.</summary>
    public int Integer(string key, int minimum, int maximum, int otherwise, string hint = "", string about = "")
    {
        var expected = $"a number from {minimum} to {maximum}{hint}";
        Note(new Setting(key, expected, otherwise.ToString(CultureInfo.InvariantCulture), about));
        if (Find(key) is not { } text)
        {
            return otherwise;
        }

        var isAllowed = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum;
        return isAllowed ? value : throw Bad(key, expected, text);
    }

    /// <summary>A number of seconds, fractions allowed.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">The most.</param>
    /// <param name="otherwise">What holds without it.</param>
    /// <param name="zero">What 0 means where it is allowed below the least; null where it is not.</param>
    /// <param name="about">What it decides.</param>
    public double Seconds(string key, double minimum, double maximum, double otherwise, string? zero = null, string about = "")
    {
        var expected = FormattableString.Invariant($"seconds from {minimum} to {maximum}{(zero is null ? "" : $", 0 for {zero}")}");
        Note(new Setting(key, expected, otherwise.ToString(CultureInfo.InvariantCulture), about));
        if (Find(key) is not { } text)
        {
            return otherwise;
        }

        var isAllowed = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && ((value >= minimum && value <= maximum) || (zero is not null && value == 0));
        return isAllowed ? value : throw Bad(key, expected, text);
    }

    /// <summary>
    /// Texts given one by one (<c>Access:ApiKeys:0</c>) or with commas between them, of the last source that has any: ASP.NET Core would
    /// leave a key of the file beside the one on the command line that replaces it.
    /// </summary>
    public string[] List(string key, string about = "", string expected = "texts with commas between them", string otherwise = "none")
    {
        Note(new Setting(key, expected, otherwise, about, IsList: true));
        return [.. Items(key).Select(item => item.Text)];
    }

    /// <summary>The refusal of a value, or of one in a list, which says where it stands.</summary>
    public StartupException Bad(string key, string expected, string found)
    {
        var place = Items(key).FirstOrDefault(item => item.Text == found).Key ?? key;
        return StartupException.BadSetting(key, expected, found, SettingOrigin.Of(configuration, place));
    }

    private IEnumerable<(string Key, string Text)> Items(string key)
    {
        if (SettingOrigin.SourceOf(configuration, key) is not { } source)
        {
            return [];
        }

        var places = source.GetChildKeys([], key).Distinct(StringComparer.OrdinalIgnoreCase).Select(part => $"{key}:{part}").Append(key);
        return places.SelectMany(place => Texts(source, place).Select(text => (place, text)));
    }

    private string[] Texts(IConfigurationProvider source, string place) => source.TryGet(place, out var text) && text is not null
        ? Legible(place, text).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [];

    private string? Find(string key) => configuration[key] is { Length: > 0 } text ? Legible(key, text) : null;

    private string Legible(string key, string text) => text.Contains('\0')
        ? throw StartupException.NullCharacter(key, text.Length, SettingOrigin.Of(configuration, key))
        : text;

    private void Note(Setting setting)
    {
        if (!_known.Exists(known => known.Name == setting.Name))
        {
            _known.Add(setting);
        }
    }
}
