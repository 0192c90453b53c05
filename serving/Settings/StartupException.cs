namespace Gan.Onnx.Serving.Settings;

/// <summary>The server cannot start as it is configured. The message names the setting, what was expected and what was found.</summary>
internal sealed class StartupException : Exception
{
    private const int LongestEcho = 120;
    private const string Anywhere = "in appsettings.json, the environment or the command line";
    private const string HelpHint = "--help lists all settings.";

    private StartupException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static StartupException BadSetting(string key, string expected, string found, string origin = Anywhere) =>
        new($"Setting '{OneLine(key)}' must be {expected}; it is '{OneLine(found)}'. Correct it {OneLine(origin)}.");

    /// <summary>A section stands where one value is expected.</summary>
    internal static StartupException NotOne(Setting setting, string found, string origin) =>
        new($"Setting '{setting.Name}' must be {setting.Expected}; there is '{OneLine(found)}' below it. Correct it {OneLine(origin)}.");

    /// <summary>One value stands where a section is expected.</summary>
    internal static StartupException SectionExpected(string key, string origin) =>
        new($"Setting '{OneLine(key)}' must be a section with settings in it; there is a single value. Correct it {OneLine(origin)}.");

    internal static StartupException UnknownSetting(string key, IReadOnlyList<string> known, string? meant, string origin) => new(
        $"Setting '{OneLine(key)}' is unknown. "
        + (known.Count > 0 ? $"Known are {string.Join(", ", known)}. " : "")
        + (meant is null ? "" : $"Did you mean '{meant}'? ")
        + $"Correct or remove it {OneLine(origin)}. {HelpHint}");

    internal static StartupException UnknownVariable(string name, string meant) =>
        new($"The environment variable '{OneLine(name)}' is no setting. Did you mean '{meant}'? Rename or unset it. {HelpHint}");

    internal static StartupException NoValue(string option) =>
        new($"'{OneLine(option)}' needs a value: {OneLine(option)}=VALUE. {HelpHint}");

    internal static StartupException StrayArgument(string argument) =>
        new($"'{OneLine(argument)}' is no option. Settings are given as --Name=value. {HelpHint}");

    internal static StartupException BadAddress(string address, string key, string origin, string reason) =>
        new($"The server cannot listen at '{OneLine(address)}': {reason} Correct setting '{OneLine(key)}' {OneLine(origin)}.");

    internal static StartupException CannotListen(IEnumerable<string> addresses, string reason, Exception? cause = null) =>
        new($"The server cannot listen at {string.Join(", ", addresses.Select(OneLine))}: {reason}", cause);

    internal static StartupException FewFiles(long limit, long needed) => new(
        $"The limit on open files is {limit}, and the server needs {needed} besides those of its connections. "
        + "Raise it with ulimit -n 4096, LimitNOFILE=4096 in the systemd unit, or --ulimit nofile=4096 for a container.");

    /// <summary>Tells the length only: a key belongs in no log.</summary>
    internal static StartupException BadKey(int length, int shortest) => new(
        $"A key of 'Access:ApiKeys' or 'Access:AdminKey' must be at least {shortest} printable ASCII characters without spaces; "
        + $"one of {length} is not. "
        + "Make one with: openssl rand -hex 32");

    internal static StartupException ExtensionsMissing(Exception cause) => new(
        $"Setting 'Png:Encoder' is 'extensions', but ONNX Runtime Extensions cannot be loaded: {OneLine(cause.Message)} "
        + "Put libortextensions beside the program, or choose 'zlib'.", cause);

    /// <summary>Short enough to quote, on one line, and harmless in a terminal.</summary>
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Take(LongestEcho).Select(character => char.IsControl(character) ? ' ' : character));
        return text.Length > LongestEcho ? line + "…" : line;
    }
}
