using System.Globalization;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Serving.Catalog;

/// <summary>
/// Which models make digits, for the routes that promise them: those of 28 by 28 grey pixels whose classes, if any, have no names but their
/// numbers.
/// </summary>
internal static class DigitModels
{
    /// <summary>The rule in words.</summary>
    public const string Rule = "28 by 28 pixels, grey, classes without names";

    /// <summary>Whether a model is one.</summary>
    public static bool Has(Manifest manifest) => manifest.ImageShape is [1, 28, 28]
        && manifest.ClassNames?.Index().All(name => name.Item == name.Index.ToString(CultureInfo.InvariantCulture)) is not false;

    /// <summary>What a model's images are, as in "images of 32 by 32 pixels in colour with 3 named classes".</summary>
    public static string Describe(Manifest manifest) =>
        $"images of {manifest.ImageShape[2]} by {manifest.ImageShape[1]} pixels in {(manifest.ImageShape[0] == 1 ? "grey" : "colour")}"
        + (manifest.ClassNames is { } names ? $" with {names.Count} named classes" : "");
}
