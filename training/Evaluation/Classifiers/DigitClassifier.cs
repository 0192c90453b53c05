using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Classifiers;

/// <summary>A frozen classifier of digits, or of other small grey images in at most ten classes.</summary>
public sealed class DigitClassifier : IDisposable
{
    /// <summary>The model file's name within its folder.</summary>
    public const string FileName = "classifier.onnx";

    private readonly ImageSession _session;

    /// <summary>Loads a classifier from an ONNX file's bytes.</summary>
    public DigitClassifier(byte[] model) => _session = new ImageSession(model, ImageSize.Digits);

    /// <summary>Loads the classifier of a folder, if it is the one that the manifest beside it describes.</summary>
    /// <exception cref="EvaluationException">A file is missing, damaged or another one.</exception>
    public static (DigitClassifier Classifier, ClassifierManifest Manifest) Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw EvaluationException.NoClassifier(path);
        }

        var manifest = ClassifierManifest.Read(Path.Combine(folder, ClassifierManifest.FileName));
        var model = File.ReadAllBytes(path);
        var found = Sha256Sum.Of(model);
        return found == manifest.Sha256
            ? (new DigitClassifier(model), manifest)
            : throw EvaluationException.WrongClassifier(path, manifest.Sha256, found);
    }

    /// <summary>Refuses images that the network is not made for, or cannot be trained on.</summary>
    /// <exception cref="EvaluationException">
    /// They are not 28×28 grey levels, of more than ten classes, or fewer than a batch has.
    /// </exception>
    public static void Require(ImageSet set)
    {
        if (set.Images.Shape is not [_, MnistOptions.Side, MnistOptions.Side] || set.Labels is not { Classes: <= DigitNetwork.Classes })
        {
            throw EvaluationException.NotForClassifier(set.Images.Path, set.Images.Shape, set.Labels?.Classes ?? 0);
        }

        if (set.Images.Count < DigitBatches.Digits)
        {
            throw EvaluationException.TooFewForClassifier(set.Images.Path, DigitBatches.Digits, set.Images.Count);
        }
    }

    /// <summary>Classifies images.</summary>
    /// <param name="images">[count, 784], grey levels; at least one image.</param>
    public Classification Classify(ReadOnlySpan<byte> images)
    {
        var outputs = _session.Run(images, ClassifierExport.Features, ClassifierExport.Logits);
        return Classification.Of(FeatureMatrix.Of(DigitNetwork.Features, outputs[0]), FeatureMatrix.Of(DigitNetwork.Classes, outputs[1]));
    }

    /// <summary>Share of images that are classified as labelled, 0 to 1.</summary>
    /// <param name="images">[count, 784].</param>
    /// <param name="labels">[count].</param>
    public double Accuracy(ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels) =>
        LabelAgreement.Of(Array.ConvertAll(labels.ToArray(), label => (int)label), Classify(images).Labels);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
