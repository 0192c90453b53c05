using System.Text.RegularExpressions;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>The parameters that several routes share.</summary>
internal static partial class ImageParameters
{
    public static readonly IntegerParameter Seed = new(
        "seed", 0, ulong.MaxValue, null,
        "Makes the answer reproducible: image k depends on the seed, on k and on the digit asked for, whatever the count. "
        + "Without it a seed below 2^53 is drawn. Either way it comes back in the header X-Seed.",
        "uint64");

    public static readonly DigitListParameter Digit = new(
        "digit", 9,
        "Image k shows digit k modulo the length of this list, if the model can be asked for digits; by default each is drawn.");

    public static readonly IntegerParameter Scale = new(
        "scale", 1, 16, 1, "Each pixel of a digit becomes a square of this many pixels. Pictures only.");

    public static readonly SwitchParameter Invert = new("invert", "Black ink on white instead of white on black.");

    public static readonly DecimalParameter Truncation = new(
        "truncation", 1,
        "Latents are drawn this much towards their mean: below 1 images are more typical and less various; 0 shows one image throughout.");

    public static readonly TextParameter Model = new(
        "model", ModelName.Form(), "a model's name, see /models",
        "Which model; by default the one that /models names as default.", "default");

    public static readonly TextParameter Version = new(
        "version", VersionPrefix(), "8 to 64 lower-case hexadecimal digits",
        "The version that the model must have: the first digits of its SHA-256. "
        + "An answer to a request with seed and version never changes.");

    /// <summary>A route's own parameters, and those that every route for images has.</summary>
    public static QueryParameter[] With(params ReadOnlySpan<QueryParameter> own) => [.. own, Invert, Truncation, Model, Version];

    [GeneratedRegex(@"^[0-9a-f]{8,64}\z")]
    private static partial Regex VersionPrefix();
}
