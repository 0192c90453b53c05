namespace Gan.Onnx.Serving.Settings;

/// <summary>A setting of the server's own, as it is read, listed by <c>--help</c> and described in docs/settings.md.</summary>
/// <param name="Name">Such as <c>Model:Path</c>.</param>
/// <param name="Expected">What it may be, as in "must be a number from 0 to 1024".</param>
/// <param name="Otherwise">What holds without it.</param>
/// <param name="About">What it decides.</param>
/// <param name="IsList">Several values, each a setting below it (<c>Access:ApiKeys:0</c>) or all in one with commas.</param>
internal sealed record Setting(string Name, string Expected, string Otherwise, string About, bool IsList = false)
{
    /// <summary>The part before the colon; the whole name where there is none.</summary>
    public string Section => Name.Split(':')[0];

    /// <summary>The name of the environment variable.</summary>
    public string Variable => VariableOf(Name);

    /// <summary>Whether a key is this setting, or one value of its list, whatever the case.</summary>
    public bool IsNamed(string key) => key.Equals(Name, StringComparison.OrdinalIgnoreCase)
        || (IsList && key.StartsWith(Name + ":", StringComparison.OrdinalIgnoreCase) && int.TryParse(key.AsSpan(Name.Length + 1), out _));

    /// <summary>Variables have two underscores where settings have a colon.</summary>
    public static string VariableOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
