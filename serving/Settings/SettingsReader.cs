using System.Globalization;

namespace Gan.Onnx.Serving.Settings;

/// <summary>Reads settings strictly: a value that is not allowed, and a name that is unknown, stop the start.</summary>
/// <param name="configuration">appsettings.json, the environment and the command line.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>A text, or null when it is absent or empty.</summary>
    public string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;

    /// <summary>One of a few words, whatever the case.</summary>
    public string OneOf(string key, string[] values, string otherwise)
    {
        var found = Text(key) ?? otherwise;
        return values.FirstOrDefault(value => value.Equals(found, StringComparison.OrdinalIgnoreCase))
            ?? throw StartupException.BadSetting(key, $"one of {string.Join(", ", values)}", found);
    }

    /// <summary>A whole number.</summary>
    public int Integer(string key, int minimum, int maximum, int otherwise, string hint = "")
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        var isAllowed = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum;
        return isAllowed ? value : throw StartupException.BadSetting(key, $"a number from {minimum} to {maximum}{hint}", text);
    }

    /// <summary>A number of seconds, fractions allowed.</summary>
    public double Seconds(string key, double minimum, double maximum, double otherwise, string hint = "")
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }

        var isAllowed = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value >= minimum && value <= maximum;
        return isAllowed
            ? value
            : throw StartupException.BadSetting(key, FormattableString.Invariant($"seconds from {minimum} to {maximum}{hint}"), text);
    }

    /// <summary>Texts given one by one (<c>Access:ApiKeys:0</c>) or with commas between them.</summary>
    public string[] List(string key)
    {
        var each = configuration.GetSection(key).GetChildren().Select(item => item.Value ?? "");
        return [.. each.Concat((Text(key) ?? "").Split(',')).Select(item => item.Trim()).Where(item => item.Length > 0)];
    }

    /// <summary>Refuses any setting of a section but these.</summary>
    public void Know(string section, params string[] known)
    {
        foreach (var setting in configuration.GetSection(section).GetChildren())
        {
            if (!known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw StartupException.UnknownSetting(setting.Path, known.Select(name => $"{section}:{name}"));
            }
        }
    }
}
