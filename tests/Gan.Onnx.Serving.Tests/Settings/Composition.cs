using System.Collections;
using Gan.Onnx.Serving.Hosting;
using Gan.Onnx.Serving.Settings;
using Microsoft.Extensions.Configuration;

namespace Gan.Onnx.Serving.Tests.Settings;

/// <summary>The settings of a server that is not started: a file, an environment and a command line, as the program reads them.</summary>
internal static class Composition
{
    public static ServingOptions Read(
        string json = "{}", IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        environment ??= new Dictionary<string, string>();
        var command = CommandLine.Read(arguments);
        SettingNames.Check(command);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(Keys(environment, "ASPNETCORE_"))
            .AddJsonFile(new JsonText(json), JsonText.FileName, optional: false, reloadOnChange: false)
            .AddInMemoryCollection(Keys(environment, ""))
            .AddCommandLine(command.Arguments)
            .Build();
        SettingNames.Check((IDictionary)environment.ToDictionary(), configuration);
        var options = ServingOptions.Read(configuration);
        AddressCheck.Check(configuration);
        return options;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Keys(IReadOnlyDictionary<string, string> environment, string prefix) =>
        environment
            .Where(variable => variable.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(variable => KeyValuePair.Create(variable.Key[prefix.Length..].Replace("__", ":"), (string?)variable.Value))
            .DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase);
}
