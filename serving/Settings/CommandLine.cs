namespace Gan.Onnx.Serving.Settings;

/// <summary>What the program is asked to do.</summary>
internal enum Verb
{
    /// <summary>To serve.</summary>
    Serve,

    /// <summary>To ask the running server whether it is ready.</summary>
    Healthcheck,

    /// <summary>To list its settings.</summary>
    Help,

    /// <summary>To say which version it is.</summary>
    Version,
}

/// <summary>The arguments, read strictly: ASP.NET Core ignores what it does not understand.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Settings">Names and values, in their order; of one that is given again the last counts.</param>
internal sealed record CommandLine(Verb Verb, IReadOnlyList<(string Name, string Value)> Settings)
{
    private const string Dashes = "--";

    private static readonly Dictionary<string, Verb> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--healthcheck"] = Verb.Healthcheck,
        ["--help"] = Verb.Help,
        ["-h"] = Verb.Help,
        ["-?"] = Verb.Help,
        ["--version"] = Verb.Version,
    };

    /// <summary>The settings, as ASP.NET Core reads them.</summary>
    public string[] Arguments => [.. Settings.Select(setting => $"{Dashes}{setting.Name}={setting.Value}")];

    /// <summary>Reads the arguments: <c>--Name=value</c>, <c>--Name value</c>, and <c>Name=value</c> or <c>/Name=value</c>.</summary>
    /// <exception cref="StartupException">One of them is none of these.</exception>
    public static CommandLine Read(IReadOnlyList<string> arguments)
    {
        if (arguments.Any(argument => Verbs.GetValueOrDefault(argument) == Verb.Help))
        {
            // Whatever else was written, right or wrong.
            return new CommandLine(Verb.Help, []);
        }

        var verb = Verb.Serve;
        var settings = new List<(string, string)>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (Verbs.TryGetValue(argument, out var asked))
            {
                verb = asked;
            }
            else if (Name(argument) is { Length: > 0 } name)
            {
                settings.Add((name, argument[(argument.IndexOf('=') + 1)..]));
            }
            else if (argument.StartsWith(Dashes, StringComparison.Ordinal) && !argument.Contains('=') && argument.Length > Dashes.Length)
            {
                var isGiven = i + 1 < arguments.Count && !arguments[i + 1].StartsWith(Dashes, StringComparison.Ordinal);
                settings.Add(isGiven ? (argument[Dashes.Length..], arguments[++i]) : throw StartupException.NoValue(argument));
            }
            else
            {
                throw StartupException.StrayArgument(argument);
            }
        }

        return new CommandLine(verb, settings);
    }

    /// <summary>What stands before the first equals sign; null for none.</summary>
    private static string? Name(string argument)
    {
        var equals = argument.IndexOf('=');
        var start = argument.StartsWith(Dashes, StringComparison.Ordinal) ? Dashes.Length : argument.StartsWith('/') ? 1 : 0;
        return equals <= start || argument[start] == '-' ? null : argument[start..equals];
    }
}
