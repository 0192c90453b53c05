using System.Text.RegularExpressions;
using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Endpoints.Query;

/// <summary>The parameters that routes for digits and for images of any kind share, whatever they speak of.</summary>
internal static partial class ImageParameters
{
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

    [GeneratedRegex(@"^[0-9a-f]{8,64}\z")]
    private static partial Regex VersionPrefix();
}
