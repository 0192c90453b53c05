using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>Finds presets, the built-in ones by name and users' own by path, and applies <c>--set</c> to them.</summary>
public static class PresetSource
{
    private const string Extension = ".json";

    /// <summary>Names of the built-in presets, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = EmbeddedResource.Names(typeof(PresetSource), Extension);

    /// <summary>The same preset's name in every working folder: a built-in name as it is, a file by its full path.</summary>
    public static string Lasting(string nameOrPath) => IsFile(nameOrPath) ? Path.GetFullPath(nameOrPath) : nameOrPath;

    /// <summary>Loads and checks a preset.</summary>
    /// <param name="nameOrPath">A built-in name, or a path that ends in .json.</param>
    /// <param name="settings">Overrides of the form <c>optimizers.generator.learningRate=1e-4</c>.</param>
    /// <param name="data">The folder of the data, for presets that fit themselves to them; null where there is none.</param>
    /// <exception cref="PresetException">There is no such preset, or it is not valid.</exception>
    public static Preset Load(string nameOrPath, IReadOnlyList<string> settings, string? data = null)
    {
        var tree = Parse(nameOrPath, Read(nameOrPath));
        foreach (var setting in settings)
        {
            PresetSetting.Apply(tree, setting);
        }

        Named(nameOrPath, () => NetworkFamilyJson.Resolve(tree, data));
        OnnxNetworkJson.Resolve(tree, Path.GetDirectoryName(nameOrPath)!);
        return Parse(nameOrPath, tree);
    }

    /// <summary>Checks a preset that is already JSON, such as the one in a run's options.</summary>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <param name="tree">The preset.</param>
    /// <exception cref="PresetException">The preset is not valid.</exception>
    public static Preset Parse(string origin, JsonNode tree)
    {
        Preset? preset = null;
        Named(origin, () => preset = Read(tree));
        return preset!;
    }

    /// <summary>A preset that is a part of something: messages do not say where it comes from.</summary>
    /// <exception cref="PresetException">The preset is not valid.</exception>
    internal static Preset Read(JsonNode? tree)
    {
        var preset = PresetJson.Read<Preset>(tree, "the preset");
        preset.Validate();
        return preset;
    }

    private static void Named(string origin, Action work)
    {
        try
        {
            work();
        }
        catch (PresetException exception)
        {
            throw new PresetException($"Preset '{origin}': {exception.Message}") { IsOfFile = exception.IsOfFile };
        }
    }

    private static JsonObject Parse(string origin, string text)
    {
        JsonObject? tree = null;
        try
        {
            Named(origin, () => tree = PresetJson.Parse(text) as JsonObject
                ?? throw new PresetException("expected a JSON object, found a list or a single value."));
            return tree!;
        }
        catch (JsonException exception)
        {
            throw new PresetException($"Preset '{origin}' is not valid JSON: {PresetJson.Words(exception)}");
        }
    }

    private static bool IsFile(string nameOrPath) => nameOrPath.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    private static string Read(string nameOrPath)
    {
        if (IsFile(nameOrPath))
        {
            return File.Exists(nameOrPath)
                ? File.ReadAllText(nameOrPath)
                : throw new PresetException($"Preset file '{nameOrPath}' does not exist. Built-in presets: {string.Join(", ", Names)}.");
        }

        return Names.Contains(nameOrPath)
            ? EmbeddedResource.Text(typeof(PresetSource), nameOrPath + Extension)
            : throw new PresetException(
                $"Preset '{nameOrPath}' is unknown. "
                + $"{NearestName.Suggestion(nameOrPath, Names)}Built-in presets: {string.Join(", ", Names)}; "
                + "a path to a file of your own ends in .json.");
    }
}
