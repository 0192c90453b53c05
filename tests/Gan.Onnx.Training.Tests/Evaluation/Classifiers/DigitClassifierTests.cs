using System.Security.Cryptography;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

public sealed class DigitClassifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Manifest_is_read_as_it_was_written()
    {
        var manifest = Manifest([1, 2, 3]);
        manifest.Write(_folder["manifest.json"]);

        Assert.Equal(manifest, ClassifierManifest.Read(_folder["manifest.json"]));
    }

    [Fact]
    public void Missing_model_is_named() => Assert.Equal(
        $"'{_folder["classifier.onnx"]}' does not exist. "
        + "Name the folder of a digit classifier with --classifier, or make one with train-classifier.",
        Assert.Throws<EvaluationException>(() => DigitClassifier.Load(_folder.Path)).Message);

    [Fact]
    public void Missing_manifest_is_named()
    {
        File.WriteAllBytes(_folder["classifier.onnx"], [1, 2, 3]);

        Assert.StartsWith(
            $"'{_folder["manifest.json"]}' does not exist.",
            Assert.Throws<EvaluationException>(() => DigitClassifier.Load(_folder.Path)).Message);
    }

    [Fact]
    public void Other_model_than_the_manifest_describes_is_refused()
    {
        File.WriteAllBytes(_folder["classifier.onnx"], [1, 2, 4]);
        Manifest([1, 2, 3]).Write(_folder["manifest.json"]);

        var message = Assert.Throws<EvaluationException>(() => DigitClassifier.Load(_folder.Path)).Message;

        Assert.Contains($"expected SHA-256 {Sum([1, 2, 3])}, found {Sum([1, 2, 4])}.", message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[")]
    public void Document_that_is_no_manifest_is_refused(string text)
    {
        File.WriteAllBytes(_folder["classifier.onnx"], [1, 2, 3]);
        File.WriteAllText(_folder["manifest.json"], text);

        Assert.StartsWith(
            $"'{_folder["manifest.json"]}' is not a classifier's manifest: ",
            Assert.Throws<EvaluationException>(() => DigitClassifier.Load(_folder.Path)).Message);
    }

    [Fact]
    public void Set_that_does_not_fill_a_batch_is_refused()
    {
        var images = new ArrayRows("set", [111, 28, 28], "", new byte[111 * 784]);
        var labels = new ImageLabels("labels", new byte[111], 1, null, "");

        Assert.Equal(
            "set: the classifier learns from 112 images or more, found 111. Give a larger set.",
            Assert.Throws<EvaluationException>(() => DigitClassifier.Require(new ImageSet(images, labels))).Message);
    }

    private static ClassifierManifest Manifest(byte[] model) =>
        new(Sum(model), 0.5, 1, 2, Sum([]), "0.1.0", "train-classifier --epochs 1 --seed 2");

    private static string Sum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
