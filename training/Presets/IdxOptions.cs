using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Presets;

/// <summary>
/// Any set of grey images in MNIST's file format, such as Fashion-MNIST or EMNIST: <c>--data</c> names a folder with
/// <c>train-images-idx3-ubyte</c> and, where labels are wanted, <c>train-labels-idx1-ubyte</c>, plain or .gz.
/// </summary>
/// <param name="Range">What grey levels 0 and 255 become, for example [−1, 1].</param>
/// <param name="Batch">Images in a step.</param>
/// <param name="LastBatch">What happens to the images that do not fill a batch.</param>
/// <param name="HoldOut">Images at the end that training does not see.</param>
/// <param name="Side">Width and height of an image.</param>
/// <param name="LabelClasses">Classes that the labels come from.</param>
/// <param name="Channels">1 for files [count, height, width], 3 for files [count, 3, height, width].</param>
public sealed record IdxOptions(
    IReadOnlyList<double> Range, int Batch, LastBatch LastBatch, int HoldOut, int Side = MnistOptions.Side, int LabelClasses = 10,
    int Channels = 1)
    : OwnImageOptions(Range, Batch, LastBatch, HoldOut, Side, LabelClasses, Channels);
