using System.Runtime.CompilerServices;
using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Tests.Graphs.Reading;

/// <summary>
/// All of ONNX's own test models: read, written, run on ONNX Runtime, and differentiated; or refused in words. The table of
/// <c>training/docs/onnx-files.md</c> is made of it: after a change on purpose, run this class once with <c>UPDATE_SNAPSHOTS=1</c>.
/// </summary>
public class BackendModelsTests
{
    private const int Fewest = 650, FewestCompared = 500;

    private static string Page => Path.Combine(Path.GetDirectoryName(Here())!, "../../../../training/docs/onnx-files.md");

    [Fact]
    public void Every_model_is_read_rightly_or_refused_in_words()
    {
        Assert.SkipUnless(Directory.Exists(BackendModel.Root), $"'{BackendModel.Root}' is missing: apt-get install libonnx-testdata.");
        var wrong = new List<string>();
        var coverage = new BackendCoverage();
        foreach (var model in BackendModel.All())
        {
            var outcome = BackendRun.Of(model);
            var compared = false;
            if (outcome.Kind == BackendKind.Failed)
            {
                wrong.Add($"{model.Id}: {outcome.Words}");
            }
            else if (outcome.Kind == BackendKind.Refused)
            {
                Assert.DoesNotContain('\n', outcome.Words);
                Assert.DoesNotContain("damaged", outcome.Words);
            }
            else if (Difference(model, outcome.Bound, out compared) is { } words)
            {
                wrong.Add($"{model.Id}: gradient {words}");
            }

            coverage.Add(model, outcome, compared);
        }

        Assert.Empty(wrong);
        Assert.True(
            coverage.Passed >= Fewest && coverage.Compared >= FewestCompared,
            $"{coverage.Passed} passed, {coverage.Compared} of them with gradients.");
        Agree(coverage.ToTable());
    }

    private static string? Difference(BackendModel model, bool bound, out bool compared)
    {
        try
        {
            return BackendGradient.Check(model, bound, out compared);
        }
        catch (GraphException)
        {
            // The library says in words that it has no gradient for this: the model counts as one without.
            compared = false;
            return null;
        }
    }

    private static void Agree(string table)
    {
        var page = File.ReadAllText(Page);
        var start = page.IndexOf(BackendCoverage.Head, StringComparison.Ordinal);
        var end = page.IndexOf("\n\n## ", start, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Page, string.Concat(page.AsSpan(0, start), table, page.AsSpan(end)));
            return;
        }

        Assert.Equal(table, page[start..end]);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
