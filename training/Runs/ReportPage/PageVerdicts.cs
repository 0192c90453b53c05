using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs.ReportPage;

/// <summary>How the training went, in words.</summary>
internal static class PageVerdicts
{
    /// <summary>What is wrong, or that nothing is, or that it is too early to tell.</summary>
    /// <param name="preset">What was trained.</param>
    /// <param name="last">The last line of the metrics.</param>
    /// <param name="verdicts">What was wrong when last looked at.</param>
    public static string Paragraphs(Preset preset, MetricsLine last, IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.Count > 0)
        {
            return string.Concat(verdicts.Select(verdict => Paragraph("bad", verdict.Heading, verdict.ToString())));
        }

        string[] judged =
        [
            .. last.Diversity is { } diversity
                ? [FormattableString.Invariant($"other latents give other images (deviation {diversity:F3})")]
                : Array.Empty<string>(),
            .. preset.Loss is Wasserstein
                ? Array.Empty<string>()
                : [FormattableString.Invariant(
                    $"the discriminator is not certain (D(real) {last.RealProbability:F2}, D(fake) {last.FakeProbability:F2} on average)")],
        ];
        return last.Step < Verdict.FirstStep
            ? Paragraph(
                "wait", "Too early to tell", $"Collapse and domination are looked for from iteration {Html.Whole(Verdict.FirstStep)} on.")
            : judged.Length == 0
                ? Paragraph("wait", "Nothing to judge", "A critic’s numbers are not probabilities, and there are no images to compare.")
                : Paragraph("good", "Nothing looks wrong", $"When last looked at, {string.Join(", and ", judged)}. {Rest(last)}");
    }

    private static string Rest(MetricsLine last) =>
        last.Diversity is null
            ? "Whether the samples are like the data, the distributions show."
            : "Whether the images are good, the samples show.";

    private static string Paragraph(string kind, string heading, string words) =>
        $"<p class=\"verdict {kind}\"><strong>{Html.Text(heading)}</strong> "
        + $"{Html.Text(char.ToUpperInvariant(words[0]) + words[1..])}</p>\n";
}
