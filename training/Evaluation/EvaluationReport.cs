using System.Globalization;
using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>An evaluation as a table for people and as JSON for machines, with everything needed to repeat it.</summary>
/// <param name="figures">The numbers.</param>
/// <param name="generator">What was evaluated.</param>
/// <param name="classifier">What it was seen through; null for random features only.</param>
/// <param name="real">What it was compared with, in words.</param>
/// <param name="seed">The seed of everything random.</param>
public sealed class EvaluationReport(EvaluationFigures figures, Manifest generator, ClassifierManifest? classifier, string real, ulong seed)
{
    /// <summary>Where the classifier lies; empty where that is not known.</summary>
    public string ClassifierFolder { get; init; } = "";

    /// <summary>What the figures were measured with: only figures of the same classifier can be compared.</summary>
    public string MeasuredWith => classifier is null
        ? $"Measured with random features of {real}; real: training images against them."
        : FormattableString.Invariant(
            $"Measured with the classifier {ClassifierFolder}, SHA-256 {classifier.Sha256}, accuracy {classifier.Accuracy:P2}.");

    /// <summary>The table: name, generated, real, meaning.</summary>
    public string ToTable()
    {
        string[][] rows =
        [
            ["metric", "generated", "real", "meaning"],
            .. figures.Measurements()
                .Select(measurement => new[] { measurement.Name, Text(measurement.Value), Text(measurement.Floor), measurement.Meaning }),
        ];
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length))];
        var lines = rows.Select(row => $"{row[0].PadRight(widths[0])}  {row[1].PadLeft(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3]}");
        return string.Join('\n', [.. lines, .. Seen(), .. Agreement()]);
    }

    /// <summary>The JSON document.</summary>
    public string ToJson()
    {
        var metrics = new JsonObject();
        var floor = new JsonObject();
        foreach (var measurement in figures.Measurements())
        {
            metrics[measurement.Name] = Finite(measurement.Value);
            if (measurement.Floor is { } real)
            {
                floor[measurement.Name] = Finite(real);
            }
        }

        var report = new JsonObject
        {
            ["preset"] = generator.Preset,
            ["modelSha256"] = generator.Sha256,
            ["samples"] = figures.Samples,
            ["seed"] = seed,
            ["classifier"] = ClassifierFolder,
            ["classifierSha256"] = classifier?.Sha256,
            ["classifierAccuracy"] = classifier?.Accuracy,
            ["real"] = $"{real}; floor: training images against them",
            ["toolVersion"] = ToolVersion.Current,
            ["metrics"] = metrics,
            ["floor"] = floor,
            ["classes"] = new JsonArray([.. Classes.Select((agreement, label) => new JsonObject
            {
                ["name"] = Name(label),
                ["labelAgreement"] = agreement.Generated,
                ["real"] = agreement.Real,
            })]),
            ["digits"] = new JsonArray([.. (figures.Generated.Digits?.Histogram.Counts ?? []).Select(count => JsonValue.Create(count))]),
            ["nearestTrainingImage"] = new JsonObject
            {
                ["images"] = figures.Compared,
                ["medianGenerated"] = figures.Memorisation.Generated,
                ["medianUnseen"] = figures.Memorisation.Unseen,
            },
        };
        string[] ofClassifier = ["classifier", "classifierSha256", "classifierAccuracy", "classes", "digits"];
        foreach (var field in classifier is null ? ofClassifier : [])
        {
            report.Remove(field);
        }

        return report.ToJsonString(PresetJson.Options) + "\n";
    }

    private IReadOnlyList<ClassAgreement> Classes => figures.Conditional?.Classes ?? [];

    private string[] Seen() => figures.Generated.Digits is { Histogram: var seen }
        ? [Line("seen", seen.Counts, count => FormattableString.Invariant($"{count}"))]
        : [];

    private string[] Agreement() => Classes.Count == 0
        ? []
        : [Line("label agreement of each, generated (real)", Classes, of => $"{Share(of.Generated)}{Real(of)}")];

    private string Line<T>(string title, IReadOnlyList<T> classes, Func<T, string> words) =>
        $"{title}  {string.Join(", ", classes.Select((of, label) => $"{Name(label)}: {words(of)}"))}";

    private string Name(int label) =>
        generator.ClassNames is { } names && label < names.Count ? names[label] : FormattableString.Invariant($"{label}");

    private static string Real(ClassAgreement of) => of.Real is { } share ? $" ({Share(share)})" : "";

    private static string Share(double share) => share.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Null for the ratio to a distance of 0, which no JSON holds: real images that repeat are no distance apart.</summary>
    private static double? Finite(double number) => double.IsFinite(number) ? number : null;

    private static string Text(double? number) => number switch
    {
        null => "",
        { } value when !double.IsFinite(value) => "–",
        { } value => value.ToString(Math.Abs(value) < 0.001 ? "0.0e+0" : "0.####", CultureInfo.InvariantCulture),
    };
}
