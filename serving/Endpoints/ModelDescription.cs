using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Endpoints;

/// <summary>What a client may know of a model.</summary>
/// <param name="Name">For the parameter <c>model</c>.</param>
/// <param name="Version">SHA-256 of the model file; its first digits are good for the parameter <c>version</c>.</param>
/// <param name="Loaded">Since when this version is served.</param>
/// <param name="Refusal">Why newer files are not served; null when there is nothing to say.</param>
/// <param name="Preset">The preset that it was trained with.</param>
/// <param name="Classes">Classes that an image can be asked for; 0 means none.</param>
/// <param name="ClassNames">A name for each class, good for the parameter <c>label</c>; null where they are only numbers.</param>
/// <param name="LatentSize">Numbers in a latent vector.</param>
/// <param name="LatentDistribution">How latents are drawn.</param>
/// <param name="ImageShape">[channels, height, width].</param>
/// <param name="MakesDigits">Whether the routes for digits answer with it; those for images always do.</param>
/// <param name="Training">How it came about; null when unknown.</param>
internal sealed record ModelDescription(
    string Name,
    string Version,
    DateTimeOffset Loaded,
    string? Refusal,
    string Preset,
    int Classes,
    IReadOnlyList<string>? ClassNames,
    int LatentSize,
    string LatentDistribution,
    IReadOnlyList<int> ImageShape,
    bool MakesDigits,
    TrainingFigures? Training)
{
    public static ModelDescription Of(CatalogEntry entry)
    {
        var model = entry.Hold();
        var manifest = model.Generator.Manifest;
        var description = new ModelDescription(
            model.Name, model.Version, model.Loaded, entry.Refusal, manifest.Preset, manifest.Classes, manifest.ClassNames,
            manifest.LatentSize, manifest.LatentDistribution.ToString()!, manifest.ImageShape, DigitModels.Has(manifest),
            manifest.Training);
        model.Release();
        return description;
    }
}

/// <summary>All models.</summary>
/// <param name="Default">The one that requests without the parameter <c>model</c> get.</param>
/// <param name="Models">In the order of their names.</param>
/// <param name="Refused">Folders whose models are not served, in the order of their names.</param>
internal sealed record ModelList(string Default, IReadOnlyList<ModelDescription> Models, IReadOnlyList<RefusedModel> Refused)
{
    public static ModelList Of(ModelCatalog catalog) => new(
        catalog.Default,
        [.. catalog.Entries.Select(ModelDescription.Of)],
        [.. catalog.Refused.Reasons.Select(each => new RefusedModel(each.Key, each.Value))]);
}

/// <summary>A model that is not served.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Reason">Why not, and what to do.</param>
internal sealed record RefusedModel(string Name, string Reason);
