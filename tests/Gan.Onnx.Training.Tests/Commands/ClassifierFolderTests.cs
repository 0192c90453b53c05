using System.Text.Json.Nodes;
using Gan.Onnx.Training.Commands;
using Gan.Onnx.Training.Evaluation.Classifiers;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>The digit classifier is found from any working folder, and reports say which one it was.</summary>
public sealed class ClassifierFolderTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(Repository.Root, "models", "classifier");
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The tests' working folder holds no models.</summary>
    [Fact]
    public void Program_brings_its_classifier_along()
    {
        var folder = ClassifierFolder.Require(null);

        Assert.Equal(File.ReadAllBytes(Path.Combine(Shipped, DigitClassifier.FileName)),
            File.ReadAllBytes(Path.Combine(folder, DigitClassifier.FileName)));
    }

    [Fact]
    public void Evaluation_says_what_it_measured_with()
    {
        var output = CommandRun.Good(
            "evaluate", "--model", Path.Combine(Repository.Root, "models", "default"), "--samples", "100", "--held-out", "100",
            "--no-train-on-fake", "--json", _folder["e.json"]);

        var (json, manifest) = (JsonNode.Parse(File.ReadAllText(_folder["e.json"]))!, ClassifierManifest.Read($"{Shipped}/manifest.json"));
        var folder = Path.GetFullPath(ClassifierFolder.Require(null));
        Assert.Equal((folder, manifest.Sha256), ((string?)json["classifier"], (string?)json["classifierSha256"]));
        Assert.EndsWith($"\nMeasured with the classifier {folder}, SHA-256 {manifest.Sha256}, accuracy 99.41 %.\n", output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/classifier.onnx")]
    [InlineData("/manifest.json")]
    public void Folder_or_either_of_its_files_may_be_named(string file) => Assert.Equal(Shipped, ClassifierFolder.Find(Shipped + file));

    [Fact]
    public void Classifier_that_is_missing_is_measured_without_in_words() => Assert.StartsWith(
        "Evaluations measure with random features alone: there is no digit classifier in ", ClassifierFolder.Words(null, null));

    [Fact]
    public void Training_says_what_its_evaluations_measure_with()
    {
        var output = CommandRun.Good(
            "train", "--preset", "mlp", "--steps", "1", "--evaluations", "1", "--run", _folder["run"], "--classifier", Shipped);

        Assert.Contains(
            $"Evaluations measure with random features and the digit classifier in {Shipped} "
            + $"(SHA-256 {ClassifierManifest.Read($"{Shipped}/manifest.json").Sha256[..12]}…).\n",
            output);
    }

    [Fact]
    public void Classifier_that_was_asked_for_is_missed_before_anything_is_written()
    {
        Assert.Contains(
            "does not exist", CommandRun.Mistake("train", "--preset", "mlp", "--run", _folder["run"], "--classifier", _folder["none"]));
        Assert.False(Directory.Exists(_folder["run"]));
    }
}
