using System.Text.Json.Nodes;

/// <summary>Where presets lie.</summary>
/// <param name="builtIn">The folder of the training program's own.</param>
/// <param name="own">The folder of the benchmark's own.</param>
internal sealed class PresetFolders(string builtIn, string own)
{
    /// <summary>The names of the training program's presets, in order, without those whose networks follow from a user's data.</summary>
    public IEnumerable<string> BuiltIn() =>
        Directory.EnumerateFiles(builtIn, "*.json")
            .Where(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject().ContainsKey("generator"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    /// <summary>A preset by name or by path.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public JsonNode Find(string name)
    {
        string[] candidates = [name, Path.Combine(builtIn, $"{name}.json"), Path.Combine(own, $"{name}.json")];
        var file = candidates.FirstOrDefault(file => Path.GetExtension(file) == ".json" && File.Exists(file));
        return file is not null
            ? JsonNode.Parse(File.ReadAllText(file))!
            : throw new BenchmarkException(
                $"preset '{name}' is neither built in nor in scripts/bench/presets, and no file ends in .json by that name");
    }
}
