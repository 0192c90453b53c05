using System.Text.Json.Serialization;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>Images of the user's own, in the folder that <c>--data</c> names.</summary>
/// <param name="Range">What grey levels 0 and 255 become, for example [−1, 1].</param>
/// <param name="Batch">Images in a step.</param>
/// <param name="LastBatch">What happens to the images that do not fill a batch.</param>
/// <param name="HoldOut">Images at the end that training does not see.</param>
/// <param name="Side">Width and height of an image.</param>
/// <param name="LabelClasses">Classes that the labels come from.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="HorizontalFlip">Whether each image is mirrored, left for right, with probability ½ whenever it is trained on.</param>
public abstract record OwnImageOptions(
    IReadOnlyList<double> Range,
    int Batch,
    LastBatch LastBatch,
    [Within(0, 100_000_000)] int HoldOut,
    [Within(4, 256)] int Side,
    [Within(1, 256)] int LabelClasses,
    [Within(1, 3)] int Channels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool HorizontalFlip)
    : ImageOptions(Range, Batch, LastBatch, HoldOut)
{
    /// <inheritdoc/>
    public override int ImageSide => Side;

    /// <inheritdoc/>
    public override int Classes => LabelClasses;

    /// <inheritdoc/>
    public override int ImageChannels => Channels;

    internal override void Validate()
    {
        base.Validate();
        if (Channels == 2)
        {
            throw new PresetException("data.channels must be 1 for grey or 3 for colour, found 2.");
        }
    }
}
