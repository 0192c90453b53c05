using System.Text.Json.Serialization;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// Any set of images in MNIST's file format, such as Fashion-MNIST or EMNIST, or in CIFAR's binary form: <c>--data</c> names the folder,
/// or one of the files in it where it holds several sets. The classes are the labels that occur.
/// </summary>
/// <param name="Range">What grey levels 0 and 255 become, for example [−1, 1].</param>
/// <param name="Batch">Images in a step.</param>
/// <param name="LastBatch">What happens to the images that do not fill a batch.</param>
/// <param name="HoldOut">Images at the end that training does not see.</param>
/// <param name="Side">Width and height of an image.</param>
/// <param name="LabelClasses">Classes that the labels come from.</param>
/// <param name="Channels">1 for files [count, height, width], 3 for files [count, 3, height, width].</param>
/// <param name="HorizontalFlip">Whether each image is mirrored, left for right, with probability ½ whenever it is trained on.</param>
/// <param name="Transpose">Whether rows and columns are exchanged: EMNIST's images lie on their sides.</param>
/// <param name="ClassNames">A name for each class, in the order of the labels; absent where the set has its own, or only numbers.</param>
public sealed record IdxOptions(
    IReadOnlyList<double> Range,
    int Batch,
    LastBatch LastBatch,
    int HoldOut,
    int Side = MnistOptions.Side,
    int LabelClasses = 10,
    int Channels = 1,
    bool HorizontalFlip = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Transpose = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? ClassNames = null)
    : OwnImageOptions(Range, Batch, LastBatch, HoldOut, Side, LabelClasses, Channels, HorizontalFlip)
{
    internal override void Validate()
    {
        base.Validate();
        if (ClassNames is not { } names)
        {
            return;
        }

        var different = names.Distinct(StringComparer.OrdinalIgnoreCase).Count(name => !string.IsNullOrWhiteSpace(name));
        if (names.Count != LabelClasses || different != LabelClasses)
        {
            throw new PresetException(
                $"data.classNames must be {LabelClasses} different names, one for each of data.labelClasses, found {names.Count}, "
                + $"of which {different} differ.");
        }
    }
}
