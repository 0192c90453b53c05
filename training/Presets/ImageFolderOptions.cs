using System.Text.Json.Serialization;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Datasets.Pictures;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// A folder of pictures (PNG, JPEG, BMP, WebP, GIF), which <c>--data</c> names: turned as their EXIF data say, laid on a background where
/// they are transparent, made square, resized, and turned grey unless three channels are asked for. Each sub-folder is a class, in natural
/// order; pictures that lie in the folder itself have no labels.
/// </summary>
/// <param name="Range">What black and white become, for example [−1, 1].</param>
/// <param name="Batch">Images in a step.</param>
/// <param name="LastBatch">What happens to the images that do not fill a batch.</param>
/// <param name="HoldOut">Images that training does not see; the end of the folder's own random order.</param>
/// <param name="Side">Width and height that images are resized to.</param>
/// <param name="LabelClasses">Sub-folders.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="HorizontalFlip">Whether each image is mirrored, left for right, with probability ½ whenever it is trained on.</param>
/// <param name="Resize">The middle square of a picture, all of it with borders, or all of it squeezed. Absent is crop.</param>
/// <param name="Background">
/// What is behind transparent pixels and makes the borders: white, black or a colour such as #336699. Absent is white.
/// </param>
public sealed record ImageFolderOptions(
    IReadOnlyList<double> Range,
    int Batch,
    LastBatch LastBatch,
    int HoldOut,
    int Side = MnistOptions.Side,
    int LabelClasses = 10,
    int Channels = 1,
    bool HorizontalFlip = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] PictureResize Resize = PictureResize.Crop,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Background = null)
    : OwnImageOptions(Range, Batch, LastBatch, HoldOut, Side, LabelClasses, Channels, HorizontalFlip)
{
    /// <summary>What every picture is made into.</summary>
    internal PictureForm Form => new(Side, Channels, Resize, Colour ?? Datasets.Pictures.Background.White);

    private Background? Colour => Background is null ? Datasets.Pictures.Background.White : Datasets.Pictures.Background.Parse(Background);

    internal override void Validate()
    {
        base.Validate();
        if (Colour is null)
        {
            throw new PresetException($"data.background must be {Datasets.Pictures.Background.Expected}, found \"{Background}\".");
        }
    }
}
