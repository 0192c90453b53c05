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
    public double Seconds(string key, double minimum, double maximum, double otherwise, string hint = "", string about = "")
    {
        var expected = FormattableString.Invariant($"seconds from {minimum} to {maximum}{hint}");
        Note(new Setting(key, expected, otherwise.ToString(CultureInfo.InvariantCulture), about));
        if (Find(key) is not { } text)
        {
            return otherwise;
        }

        var isAllowed = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum;
        return isAllowed ? value : throw Bad(key, expected, text);
    }

    /// <summary>Texts given one by one (<c>Access:ApiKeys:0</c>) or with commas between them.</summary>
    public string[] List(string key, string about = "", string expected = "texts with commas between them", string otherwise = "none")
    {
        Note(new Setting(key, expected, otherwise, about, IsList: true));
        var each = configuration.GetSection(key).GetChildren().Select(item => item.Value ?? "");
        return [.. each.Concat((Find(key) ?? "").Split(',')).Select(item => item.Trim()).Where(item => item.Length > 0)];
    }

    /// <summary>The refusal of a value, which says where it stands.</summary>
    public StartupException Bad(string key, string expected, string found) =>
        StartupException.BadSetting(key, expected, found, SettingOrigin.Of(configuration, key));

    private string? Find(string key)
    {
        var text = configuration[key];
        if (text is not null && text.Contains('\0'))
        {
            throw Bad(key, "a text without null characters", text);
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    private void Note(Setting setting)
    {
        if (!_known.Exists(known => known.Name == setting.Name))
        {
            _known.Add(setting);
        }
    }
}
