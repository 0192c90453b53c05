using Gan.Onnx.Generation.Text;

namespace Gan.Onnx.Serving.Settings;

/// <summary>The server cannot start as it is configured. The message names the setting, what was expected and what was found.</summary>
internal sealed class StartupException : Exception
{
    private const string Anywhere = "in appsettings.json, the environment or the command line";
    private const string HelpHint = "--help lists all settings.";

    private StartupException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static StartupException BadSetting(string key, string expected, string found, string origin = Anywhere) =>
        new($"Setting '{Echo.Of(key)}' must be {expected}; it is '{Echo.Of(found)}'. Correct it {Echo.Of(origin)}.");

    /// <summary>Tells the length only, since it may be a key.</summary>
    internal static StartupException NullCharacter(string key, int length, string origin) =>
        new($"Setting '{key}' must be a text without null characters; there is one among its {length}. Correct it {Echo.Of(origin)}.");

    /// <summary>A section stands where one value is expected.</summary>
    internal static StartupException NotOne(Setting setting, string found, string origin) =>
        new($"Setting '{setting.Name}' must be {setting.Expected}; there is '{Echo.Of(found)}' below it. Correct it {Echo.Of(origin)}.");

    /// <summary>One value stands where a section is expected.</summary>
    internal static StartupException SectionExpected(string key, string origin) =>
        new($"Setting '{Echo.Of(key)}' must be a section with settings in it; there is a single value. Correct it {Echo.Of(origin)}.");

    internal static StartupException UnknownSetting(string key, IReadOnlyList<string> known, string? meant, string origin) => new(
        $"Setting '{Echo.Of(key)}' is unknown. "
        + (known.Count > 0 ? $"Known are {string.Join(", ", known)}. " : "")
        + (meant is null ? "" : $"Did you mean '{meant}'? ")
        + $"Correct or remove it {Echo.Of(origin)}. {HelpHint}");

    internal static StartupException UnknownVariable(string name, string meant) =>
        new($"The environment variable '{Echo.Of(name)}' is no setting. Did you mean '{meant}'? Rename or unset it. {HelpHint}");

    internal static StartupException NoValue(string option) =>
        new($"'{Echo.Of(option)}' needs a value: {Echo.Of(option)}=VALUE. {HelpHint}");

    internal static StartupException StrayArgument(string argument) =>
        new($"'{Echo.Of(argument)}' is no option. Settings are given as --Name=value. {HelpHint}");

    internal static StartupException BadAddress(string address, string key, string origin, string reason) =>
        new($"The server cannot listen at '{Echo.Of(address)}': {reason} Correct setting '{Echo.Of(key)}' {Echo.Of(origin)}.");

    internal static StartupException CannotListen(IEnumerable<string> addresses, string reason, Exception? cause = null) =>
        new($"The server cannot listen at {string.Join(", ", addresses.Select(address => Echo.Of(address)))}: {reason}", cause);

    internal static StartupException FewFiles(long limit, long needed) => new(
        $"The limit on open files is {limit}, and the server needs {needed} besides those of its connections. "
        + "Raise it with ulimit -n 4096, LimitNOFILE=4096 in the systemd unit, or --ulimit nofile=4096 for a container.");

    /// <summary>Tells the length only: a key belongs in no log.</summary>
    internal static StartupException BadKey(int length, int shortest) => new(
        $"A key of 'Access:ApiKeys' or 'Access:AdminKey' must be at least {shortest} printable ASCII characters without spaces; "
        + $"one of {length} is not. "
        + "Make one with: openssl rand -hex 32");

    internal static StartupException ExtensionsMissing(Exception cause) => new(
        $"Setting 'Png:Encoder' is 'extensions', but ONNX Runtime Extensions cannot be loaded: {Echo.Of(cause.Message)} "
        + "Put libortextensions beside the program, or choose 'zlib'.", cause);
}
