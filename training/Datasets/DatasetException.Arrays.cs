namespace Gan.Onnx.Training.Datasets;

/// <content>What is wrong with arrays of images and their labels.</content>
public sealed partial class DatasetException
{
    internal static DatasetException NotIdx(string path, string found) =>
        new(
            $"{path}: an IDX file of unsigned bytes starts with 0000 08 and the number of dimensions, "
            + $"this one starts with {found}. Give an IDX file.");

    internal static DatasetException WrongLength(string path, string shape, long expected, long found) =>
        new($"{path}: an IDX file of shape {shape} has {expected} bytes, this one has {found}. It is cut off or damaged: replace it.");

    internal static DatasetException CutHeader(string path, int expected, int found) =>
        new(
            $"{path}: the header of this IDX file alone has {expected} bytes, the file has {found}. It is cut off or damaged: replace it.");

    internal static DatasetException WrongElements(string path, ReadOnlySpan<byte> start, string elements) =>
        new(
            $"{path}: an IDX file of unsigned bytes starts with 0000 08 and the number of dimensions, this one starts with "
            + $"{Convert.ToHexStringLower(start)} and holds {elements}. Write the images as bytes, 0 black to 255 white.");

    internal static DatasetException NotLabelElements(string path, string found) =>
        new($"{path}: expected labels that are whole numbers, found {found}. Give the file of the labels that belong to the images.");

    internal static DatasetException TooManyNumbers(string path, int most, int found) =>
        new($"{path}: expected labels of at most {most} classes, found {found} different numbers. Give labels of fewer classes.");

    internal static DatasetException TooLargeArray(string path) =>
        new($"{path}: expected an array of at most {int.MaxValue} bytes, found a larger one. Give its images as a folder of pictures.");

    internal static DatasetException SeveralSets(string folder, IReadOnlyList<string> images) =>
        new($"{folder}: there are several sets ({string.Join(", ", images)}). Name the file of the images that you want with --data.");

    internal static DatasetException NoNameForLabels(string images, string name) =>
        new(
            $"{images}: the labels' file is found by the name of the images' file, and this one has none like "
            + $"{Mnist.TrainImages.Name}. Give both official names, such as {name} for the labels.");

    internal static DatasetException NotCifar(string path, int labels, int record, long found) =>
        new(
            $"{path}: expected records of {record} bytes, {(labels == 1 ? "a label" : $"{labels} labels")} and 3·32·32 bytes of an image, "
            + $"found a file of {found} bytes. Replace it.");

    internal static DatasetException CifarForPython(string folder, string found) =>
        new(
            $"{folder}: expected MNIST's format or CIFAR's binary version, found its Python version ('{found}'). "
            + "Take the binary version, whose files end in .bin.");

    internal static DatasetException CifarTestsAlone(string folder, string test, string train) =>
        new($"{folder}: expected training images, found CIFAR's test images alone ('{test}'). Put {train} there.");

    internal static DatasetException TooFewNames(string path, int expected, int found) =>
        new($"{path}: expected the names of {expected} classes, one a line, found {found}. Give them all, or remove the file.");

    internal static DatasetException SameNames(string path, string one, string other) =>
        new($"{path}: the classes '{one}' and '{other}' have the same name but for capital letters. Rename one of them.");

    internal static DatasetException BlankName(string path) =>
        new($"{path}: expected a name for each class, found one of blanks alone. Rename it.");

    internal static DatasetException NotImages(string path, string shape) =>
        new(
            $"{path}: expected images [count, height, width] or [count, 3, height, width] with at least one image, found shape {shape}. "
            + "Give the file of the images, not of the labels.");

    internal static DatasetException NotLabels(string path, int count, string shape) =>
        new(
            $"{path}: expected labels of shape [{count}], one for each image, found shape {shape}. "
            + "Give the file of the labels that belong to the images.");

    internal static DatasetException NoLabels(string path) =>
        new($"{path}: expected labels, one for each image, found none. Give the file of the labels that belong to the images.");

    internal static DatasetException NoTestImages(string train) =>
        new(
            $"{train}: the set's test images are found by this name, and there is no {Mnist.TestImages.Name} or test-images… beside it. "
            + "Put the set's test images and their labels there.");

    internal static DatasetException OtherTestImages(string path, IReadOnlyList<int> train, IReadOnlyList<int> test) =>
        new(
            $"{path}: expected test images like the training images, [{string.Join(",", train)}], found [{string.Join(",", test)}]. "
            + "Give the test images of the same set.");

    internal static DatasetException OtherTestClasses(string path, int train, int test) =>
        new(
            $"{path}: expected test labels of the {train} classes of the training labels, found {test} classes. "
            + "Give the test labels of the same set.");

    internal static DatasetException WrongSide(string path, int side, int height, int width) =>
        new($"{path}: expected images of {side}×{side} pixels, found {height}×{width}. Set data.side, and give networks for it.");

    internal static DatasetException WrongChannels(string path, int channels, string shape) =>
        new(
            $"{path}: data.channels is {channels}, and the images have shape {shape}. Set data.channels to 1 for grey images or to 3 for "
            + "colour, and give networks for it.");

    internal static DatasetException TooFew(string path, int count, int heldOut, int batch) =>
        new(
            $"{path}: a batch has {batch} images (data.batch), and there are {count}, of which {heldOut} are held out (data.holdOut). "
            + "Use smaller numbers or more images.");

    internal static DatasetException TooManyClasses(string path, int expected, int found) =>
        new(
            $"{path}: the labels are of {found} classes, data.labelClasses says {expected}. "
            + "Set it, and the classes of the layers that look at labels.");

    internal static DatasetException NoFolder(string type, string expected) => new($"data.type {type}: name {expected} with --data.");
}
