using System.Text.Json;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>An evaluation cannot be made. The message names the file, what was expected and found, and the fix.</summary>
public sealed class EvaluationException : ToolException
{
    private const string TakeAgain = "Take the folder models/classifier from the repository again, or make one with train-classifier.";

    private EvaluationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal static EvaluationException NoClassifier(string path) =>
        new($"'{path}' does not exist. Name the folder of a digit classifier with --classifier, or make one with train-classifier.");

    internal static EvaluationException NoClassifierAnywhere(string here, string beside) =>
        new(
            $"There is no digit classifier in '{here}' or '{beside}'. Name the folder of one with --classifier, or make one with "
            + "train-classifier.");

    internal static EvaluationException WrongClassifier(string path, string expected, string found) =>
        new($"'{path}' is damaged or not the file that its manifest describes: expected SHA-256 {expected}, found {found}. {TakeAgain}");

    internal static EvaluationException BadManifest(string path, JsonException cause) =>
        new($"'{path}' is not a classifier's manifest: {PresetJson.Words(cause).ReplaceLineEndings(" ")} {TakeAgain}", cause);

    internal static EvaluationException NotForClassifier(string path, IReadOnlyList<int> shape, int classes) =>
        new(
            $"{path}: the classifier takes grey images of 28×28 pixels in at most 10 classes, found images of "
            + $"{string.Join('×', shape.Skip(1))} in {classes} classes. Evaluate models of these images on random features, without a "
            + "classifier.");

    internal static EvaluationException TooFewForClassifier(string path, int least, int found) =>
        new($"{path}: the classifier learns from {least} images or more, found {found}. Give a larger set.");

    internal static EvaluationException OtherClassifier(string path, string expected, string found) =>
        new(
            $"'{path}' was trained on other images (SHA-256 {found}) than the model ({expected}). Make one of the model's data with "
            + "train-classifier --data, and name it with --classifier.");

    internal static EvaluationException TooManySamples(int samples, int train) =>
        new(
            $"--samples: the floor takes as many training images, and {train} remain beside those that are compared with; "
            + $"found {samples}. Leave --samples out to draw as many as can be.");

    internal static EvaluationException NotHeldOut(string path, string real) =>
        new(
            $"--held-out chooses among MNIST's images, and '{path}' was trained on others: it is compared with {real}. Leave it out; "
            + "data.holdOut of the preset keeps images from the training.");

    internal static EvaluationException OtherData(string path, string found) =>
        new(
            $"'{path}' was trained on other data than MNIST (SHA-256 {found}), which is what evaluate compares with. "
            + "Evaluate a model that was trained on MNIST, or one in its run's folder, which says what it was trained on.");

    internal static EvaluationException OtherImages(string path, string found) =>
        new(
            $"'{path}' was trained on other data (SHA-256 {found}) than are there now. Name the folder of those that it was trained on "
            + "with --data.");

    internal static EvaluationException WrongImages(string path, IReadOnlyList<int> found, ImageSize real) =>
        new(
            $"'{path}' makes images of {string.Join('×', found)}; the real ones are {real}. Evaluate a model that was trained on these, "
            + "or one in its run's folder, which says what it was trained on.");
}
