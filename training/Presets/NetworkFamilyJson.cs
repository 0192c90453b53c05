using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Training.Datasets.Pictures;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>Writes a preset's <c>networks</c> out as its <c>generator</c> and <c>discriminator</c>.</summary>
internal static class NetworkFamilyJson
{
    private const string Networks = "networks", Data = "data", Latent = "latent", LabelClasses = "labelClasses";
    private const string Whole = "the preset";

    /// <summary>Rewrites the preset; one without <c>networks</c> stays as it is.</summary>
    /// <param name="preset">The preset, which is changed.</param>
    /// <param name="folder">Where the data are, for the number of their classes; null where that is not known.</param>
    /// <exception cref="PresetException">The family or the data are not valid, or the networks are there already.</exception>
    public static void Resolve(JsonObject preset, string? folder)
    {
        if (!preset.TryGetPropertyValue(Networks, out var node))
        {
            return;
        }

        if (new[] { Preset.GeneratorName, Preset.DiscriminatorName }.FirstOrDefault(preset.ContainsKey) is { } there)
        {
            throw new PresetException($"'{Networks}' makes both networks, and '{there}' is given as well. Leave out one of them.");
        }

        var family = PresetJson.Read<NetworkFamily>(node, Whole, Networks);
        family.Validate();
        CountClasses(preset, folder);
        var data = PresetJson.Read<DataOptions>(preset[Data], Whole, Data);
        var latent = PresetJson.Read<LatentOptions>(preset[Latent], Whole, Latent);
        data.Validate();
        latent.Validate();
        var (generator, discriminator) = family.WriteOut(data, latent);
        preset.Remove(Networks);
        preset[Preset.GeneratorName] = JsonSerializer.SerializeToNode(generator, PresetJson.Options);
        preset[Preset.DiscriminatorName] = JsonSerializer.SerializeToNode(discriminator, PresetJson.Options);
    }

    /// <summary>Data that do not say how many classes they have, <c>"labelClasses": null</c>, are looked at.</summary>
    private static void CountClasses(JsonObject preset, string? folder)
    {
        if (preset[Data] is not JsonObject data || data[LabelClasses] is not null || !data.Remove(LabelClasses))
        {
            return;
        }

        if (folder is not null
            && data["type"] is JsonValue type
            && type.TryGetValue<string>(out var name)
            && FolderClasses.Count(name, folder) is { } classes)
        {
            data[LabelClasses] = classes;
        }
    }
}
