using Gan.Onnx.Generation.Text;

namespace Gan.Onnx.Generation.Models;

/// <summary>A frozen generator cannot be used. The message names the file, what was expected, what was found and what to do.</summary>
public sealed class GeneratorException : Exception
{
    private const string ExportAgain = "Export the generator again, or take the model folder from a backup.";
    private const string CopyAgain = "Copy the model folder again, completely.";

    private GeneratorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static GeneratorException MissingModel(string path) => new(
        $"Model '{path}' does not exist. Expected a folder holding {FrozenGenerator.FileName} and {Manifest.FileName}, or an .onnx file. "
        + "Correct the path, or make such a folder with the trainer's export command.");

    internal static GeneratorException MissingFile(string path, string folder) => new(
        $"Model folder '{folder}' has no '{Path.GetFileName(path)}'. Expected {FrozenGenerator.FileName} and {Manifest.FileName} in it. "
        + CopyAgain);

    internal static GeneratorException Unreadable(string path, Exception cause) => new(
        $"'{path}' cannot be read: {Echo.Sentence(cause)} Give the program permission to read it.", cause);

    internal static GeneratorException Empty(string path) => new(
        $"'{path}' is empty. Expected an ONNX model in a file, not a pipe or a device. {CopyAgain}");

    internal static GeneratorException LfsPointer(string path) => new(
        $"'{path}' is a Git LFS pointer, not the model itself. Fetch the model with 'git lfs pull'.");

    internal static GeneratorException BadManifest(string path, Exception cause) => new(
        $"'{path}' is not a usable manifest: {Echo.Sentence(cause)} {ExportAgain}", cause);

    internal static GeneratorException HashMismatch(string path, string manifestPath, string expected, string found) => new(
        $"'{path}' is damaged or not the file that '{manifestPath}' describes: expected SHA-256 {expected}, found {found}. {CopyAgain}");

    internal static GeneratorException OtherFile(string path, string manifestPath, string described) => new(
        $"'{path}' is not the model that '{manifestPath}' describes, which is '{described}'. Name that file, or its folder.");

    internal static GeneratorException NotOnnx(string path, Exception cause) => new(
        $"'{path}' cannot be loaded as an ONNX model: {Echo.Sentence(cause)} {ExportAgain}", cause);

    internal static GeneratorException NoImages(string path, string outputs) => new(
        $"'{path}' makes no images: expected an output 'images' of shape [N, channels, height, width], found {Echo.Of(outputs)}. "
        + "Choose a model that was trained on images (a gaussian-1d model makes single numbers).");

    internal static GeneratorException WrongShape(string path, string name, string expected, string found) => new(
        $"'{path}': '{name}' should be {Echo.Of(expected)}, but is {Echo.Of(found)}. {ExportAgain}");

    internal static GeneratorException ManifestDisagrees(string path, string key, string expected, string found) => new(
        $"'{path}' and its manifest disagree about '{key}': "
        + $"the manifest has '{Echo.Of(expected)}', the model's metadata has '{Echo.Of(found)}'. {CopyAgain}");

    internal static GeneratorException BadCanary(string path, string expected, string found) => new(
        $"'{path}' failed its trial run: expected {expected}, found {found}. "
        + "The weights are damaged or the training diverged; choose another checkpoint or model.");

    internal static GeneratorException CanaryFailed(string path, Exception cause) => new(
        $"'{path}' failed its trial run: {Echo.Sentence(cause)} {ExportAgain}", cause);

    internal static GeneratorException NoCuda(Exception cause) => new(
        $"The generator cannot run on a GPU: {Echo.Sentence(cause)} Expected an NVIDIA GPU, CUDA 13, cuDNN 9 and "
        + $"{CudaProvider.Library} beside the program. "
        + "Install what is missing, or set Device=cpu, or Device=auto to use a GPU where there is one.", cause);
}
