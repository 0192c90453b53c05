using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Gan.Onnx.Serving.Settings;

/// <summary>Where a setting stands, for whoever has to correct it.</summary>
internal static class SettingOrigin
{
    /// <summary>The command line.</summary>
    public const string CommandLine = "on the command line";

    /// <summary>The place whose value counts: a file, the environment with the variable's name, or the command line.</summary>
    public static string Of(IConfiguration configuration, string key)
    {
        return SourceOf(configuration, key) switch
        {
            JsonConfigurationProvider json => File(json),
            EnvironmentVariablesConfigurationProvider => Variable(NameOf(key)),
            CommandLineConfigurationProvider => CommandLine,
            _ => "in appsettings.json, the environment or the command line",
        };
    }

    /// <summary>The one that counts: the last that has a setting, or parts of it; null for none.</summary>
    public static IConfigurationProvider? SourceOf(IConfiguration configuration, string key) =>
        Sources(configuration).LastOrDefault(source => source.TryGet(key, out _) || source.GetChildKeys([], key).Any());

    /// <summary>A variable of the environment.</summary>
    public static string Variable(string name) => $"in the environment (variable {name})";

    /// <summary>A file, by its name.</summary>
    public static string File(JsonConfigurationProvider json) => $"in {json.Source.Path ?? "appsettings.json"}";

    private static IEnumerable<IConfigurationProvider> Sources(IConfiguration configuration) => configuration is IConfigurationRoot root
        ? root.Providers.SelectMany(source => source is ChainedConfigurationProvider chain ? Sources(chain.Configuration) : [source])
        : [];

    /// <summary>The name as it is written there: whatever its case, and with a prefix of ASP.NET Core or without.</summary>
    private static string NameOf(string key)
    {
        var name = Setting.VariableOf(key);
        string[] names = [name, .. SettingNames.Prefixes.Select(prefix => prefix + name)];
        return names
            .Select(each => Environment.GetEnvironmentVariables().Keys.Cast<string>()
                .FirstOrDefault(known => known.Equals(each, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(found => found is not null) ?? name;
    }
}
