using System.Collections;
using Gan.Onnx.Generation.Text;
using Microsoft.Extensions.Configuration.Json;

namespace Gan.Onnx.Serving.Settings;

/// <summary>
/// Refuses settings that nobody reads, wherever they stand: one that is misspelt would otherwise do nothing, and a server whose keys are
/// misspelt would stand open.
/// </summary>
internal static class SettingNames
{
    /// <summary>
    /// The argument that keeps ASP.NET Core from taking on what is written into a settings file later, when nobody looks at it here.
    /// </summary>
    public const string ReadOnce = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>Variables that begin so are settings without it.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = ["ASPNETCORE_", "DOTNET_"];

    private static IReadOnlyList<Setting> Known => ServingOptions.Known;

    /// <summary>Looks at every name in a settings file, and wherever else our sections are.</summary>
    /// <exception cref="StartupException">A name is unknown, or ASP.NET Core would ignore its value.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var file in (configuration as IConfigurationRoot)?.Providers.OfType<JsonConfigurationProvider>() ?? [])
        {
            foreach (var key in Keys(file, parent: null))
            {
                file.TryGet(key, out var value);
                Check(key, value, SettingOrigin.File(file));
            }
        }

        // A variable that is called as a section is, such as MODEL, is another program's.
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (key.Contains(':') && IsSection(key.Split(':')[0]))
            {
                Check(key, value, SettingOrigin.Of(configuration, key));
            }
        }
    }

    /// <summary>Looks at the names on the command line, where nothing is another program's.</summary>
    /// <exception cref="StartupException">A name is unknown, or ASP.NET Core would ignore its value.</exception>
    public static void Check(CommandLine commandLine)
    {
        foreach (var (name, value) in commandLine.Settings)
        {
            Check(name, value, SettingOrigin.CommandLine);
        }
    }

    /// <summary>
    /// Looks for variables that are meant for this program but are no settings: in a section of ours, nearly so (<c>Acces__ApiKeys</c>), or
    /// without the two underscores (<c>Access_ApiKeys</c>) where the setting meant is not given otherwise.
    /// </summary>
    /// <param name="variables">All of the environment: names and values.</param>
    /// <param name="configuration">All settings.</param>
    /// <exception cref="StartupException">There is one.</exception>
    public static void Check(IDictionary variables, IConfiguration configuration)
    {
        foreach (DictionaryEntry variable in variables)
        {
            var name = (string)variable.Key;
            var prefix = Prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ?? "";
            var key = name[prefix.Length..].Replace("__", ":", StringComparison.Ordinal);
            if (key.Contains(':'))
            {
                CheckNested(key, variable.Value as string, name);
            }
            else if (Known.FirstOrDefault(setting => IsRunTogether(setting, key)) is { } meant
                && !IsGiven(configuration.GetSection(meant.Name)))
            {
                throw StartupException.UnknownVariable(name, prefix + meant.Variable);
            }
        }
    }

    // As one text, or one setting for each item of a list.
    private static bool IsGiven(IConfigurationSection setting) =>
        setting.GetChildren().Prepend(setting).Any(part => !string.IsNullOrEmpty(part.Value));

    private static void CheckNested(string key, string? value, string variable)
    {
        var section = key.Split(':')[0];
        var isOurs = IsSection(section) || FrameworkSettings.Sections.Contains(section, StringComparer.OrdinalIgnoreCase);
        if (isOurs || NearestName.Find(key, Known.Select(setting => setting.Name).Where(name => name.Contains(':'))) is not null)
        {
            Check(key, value, SettingOrigin.Variable(variable));
        }
    }

    private static void Check(string key, string? value, string origin)
    {
        if (Known.Any(setting => setting.IsNamed(key)))
        {
            return;
        }

        if (FrameworkSettings.Find(key) is { } framework)
        {
            if (!string.IsNullOrEmpty(value) && framework.IsAllowed?.Invoke(value) == false)
            {
                throw StartupException.BadSetting(key, framework.Expected!, value, origin);
            }

            return;
        }

        // An empty section is nothing.
        if (string.IsNullOrEmpty(value) && (IsSection(key) || FrameworkSettings.IsSection(key)))
        {
            return;
        }

        if (FrameworkSettings.IsSection(key))
        {
            throw StartupException.SectionExpected(key, origin);
        }

        throw Known.FirstOrDefault(setting => key.StartsWith(setting.Name + ":", StringComparison.OrdinalIgnoreCase)) is { } single
            ? StartupException.NotOne(single, key, origin)
            : StartupException.UnknownSetting(key, Siblings(key), Nearest(key), origin);
    }

    private static string[] Siblings(string key) =>
    [
        .. Known.Where(setting => setting.Section.Equals(key.Split(':')[0], StringComparison.OrdinalIgnoreCase))
            .Select(setting => setting.Name),
    ];

    /// <summary>The setting that was meant: by its whole name, or by its last part where somebody left out the section.</summary>
    private static string? Nearest(string key)
    {
        string[] names = [.. Known.Select(setting => setting.Name), .. FrameworkSettings.Names];
        return NearestName.Find(key, names)
            ?? names.FirstOrDefault(
                name => name.Contains(':') && !key.Contains(':') && NearestName.Find(key, [name.Split(':')[^1]]) is not null);
    }

    private static bool IsSection(string key) =>
        Known.Any(setting => setting.Section.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary><c>ModelPath</c>, <c>MODEL_PATH</c> or <c>model-path</c> for <c>Model:Path</c>.</summary>
    private static bool IsRunTogether(Setting setting, string key) => setting.Name.Contains(':')
        && string.Concat(key.Where(char.IsLetterOrDigit))
            .Equals(setting.Name.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Keys(IConfigurationProvider provider, string? parent) => provider
        .GetChildKeys([], parent)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Select(key => parent is null ? key : $"{parent}:{key}")
        .SelectMany(key => Keys(provider, key).Prepend(key))
        .Where(key => provider.TryGet(key, out _));
}
