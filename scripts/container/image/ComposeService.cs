using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

/// <summary>
/// A service of docker-compose.yml, with its variables (<c>${NAME:-default}</c>) filled in from this program's environment.
/// </summary>
internal sealed partial class ComposeService
{
    private readonly Dictionary<string, object> _keys;

    private ComposeService(Dictionary<string, object> keys) => _keys = keys;

    /// <summary>The stage of the Dockerfile.</summary>
    public string Target => (string)((Dictionary<object, object>)_keys["build"])["target"];

    /// <summary>User and group; null for the image's.</summary>
    public string? User => Text("user");

    /// <summary>Whether the file system cannot be written to.</summary>
    public bool IsReadOnly => Text("read_only") == "true";

    /// <summary>Where it can nevertheless, in memory.</summary>
    public string? Temporary => Text("tmpfs");

    /// <summary>What follows the entry point.</summary>
    public IEnumerable<string> Command => List("command");

    /// <summary>Variables.</summary>
    public IEnumerable<(string Name, string Value)> Environment =>
        _keys.TryGetValue("environment", out var found)
            ? ((Dictionary<object, object>)found).Select(pair => ((string)pair.Key, Filled((string)pair.Value)))
            : [];

    /// <summary>Folders of the machine and where the container has them.</summary>
    public IEnumerable<(string From, string To, bool IsReadOnly)> Volumes =>
        List("volumes").Select(volume => volume.Split(':')).Select(parts => (parts[0], parts[1], parts is [_, _, "ro"]));

    /// <summary>Reads a service.</summary>
    public static ComposeService Read(string file, string name)
    {
        using var text = File.OpenText(file);
        var parser = new MergingParser(new Parser(text));
        var content = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(parser);
        var service = (Dictionary<object, object>)((Dictionary<object, object>)content["services"])[name];
        return new ComposeService(service.ToDictionary(pair => (string)pair.Key, pair => pair.Value));
    }

    /// <summary>A text with its variables filled in.</summary>
    public static string Filled(string text) => Variable().Replace(text, match =>
        System.Environment.GetEnvironmentVariable(match.Groups[1].Value) is { Length: > 0 } value ? value : match.Groups[2].Value);

    private string? Text(string key) => _keys.TryGetValue(key, out var found) ? Filled((string)found) : null;

    private IEnumerable<string> List(string key) =>
        _keys.TryGetValue(key, out var found) ? ((List<object>)found).Select(item => Filled((string)item)) : [];

    [GeneratedRegex(@"\$\{(\w+):-([^}]*)\}")]
    private static partial Regex Variable();
}
