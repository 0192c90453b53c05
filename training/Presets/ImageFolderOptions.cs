using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// A folder of pictures (.png, .jpg, .jpeg, .bmp, .webp, .gif), which <c>--data</c> names: laid on white where they are transparent, cut to
/// their middle square, resized, and turned grey unless three channels are asked for. Each sub-folder is a class, in the order of
/// their names; pictures that lie in the folder itself have no labels.
/// </summary>
/// <param name="Range">What black and white become, for example [−1, 1].</param>
/// <param name="Batch">Images in a step.</param>
/// <param name="LastBatch">What happens to the images that do not fill a batch.</param>
/// <param name="HoldOut">Images that training does not see; the end of the folder's own random order.</param>
/// <param name="Side">Width and height that images are resized to.</param>
/// <param name="LabelClasses">Sub-folders.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
public sealed record ImageFolderOptions(
    IReadOnlyList<double> Range, int Batch, LastBatch LastBatch, int HoldOut, int Side = MnistOptions.Side, int LabelClasses = 10,
    int Channels = 1)
    : OwnImageOptions(Range, Batch, LastBatch, HoldOut, Side, LabelClasses, Channels);
