using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.ReportPage;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Runs.ReportPage;

/// <summary>What <c>report.html</c> holds; scripts/report-page/check.sh opens it in a browser.</summary>
public sealed class RunPageTests : IDisposable
{
    /// <summary>Charts of nothing but metrics that measure themselves, which any run has.</summary>
    private static readonly string[] SelfMeasured =
    [
        .. KnownMetrics.All
            .GroupBy(metric => metric.Chart.Title)
            .Where(chart => chart.All(metric => metric.Measure is not null))
            .Select(chart => chart.Key),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_of_images_has_its_grids_and_every_metric_on_the_page()
    {
        var run = Images();
        run.TrainTo(7);

        // An epoch has 3 steps.
        var data = Data(run);
        Assert.Equal(["epoch 1", "epoch 2", "within epoch 3"], data["grids"]!.AsArray().Select(grid => $"{grid!["title"]}"));
        Assert.Equal(
            new[] { "epoch-0001.png", "epoch-0002.png", "step-000007.png" }.Select(
                name => $"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(Path.Combine(run.Folder.Samples, name)))}"),
            data["grids"]!.AsArray().Select(grid => $"{grid!["src"]}"));
        var drawn = data["charts"]!.AsArray().Select(chart => $"{chart!["title"]}");
        Assert.Equal(
            ["Losses", "Judgement of the discriminator", "Diversity of the images", "Speed"],
            drawn.Where(title => !SelfMeasured.Contains(title)));
        Assert.Contains("Memory", SelfMeasured);
        Assert.Equal(
            SelfMeasured.Where(title => title != "Strength of augmentation").Order(StringComparer.Ordinal),
            drawn.Where(SelfMeasured.Contains).Order(StringComparer.Ordinal));
        Assert.Equal(
            MetricsLog.Read(run.Folder.Metrics).Select(line => line.GeneratorLoss),
            data["charts"]![0]!["series"]![1]!["values"]!.AsArray().Select(value => (double)value!));
        Assert.Equal([1, 2, 7 / 3.0], data["positions"]!.AsArray().Select(position => (double)position!["x"]!));
    }

    [Fact]
    public void Run_of_numbers_has_its_distributions_and_no_grids()
    {
        var run = new TestRun(_folder["run"], TinyPresets.Scalars()) { Reports = true };
        run.TrainTo(8);

        Assert.Empty(Data(run)["grids"]!.AsArray());
        Assert.Contains(File.ReadAllText(run.Folder.DistributionPlot).Trim(), Html(run));
    }

    [Fact]
    public void Run_of_images_tells_how_it_is_served()
    {
        var (images, numbers) = (Images(), new TestRun(_folder["numbers"], TinyPresets.Scalars()) { Reports = true });
        images.TrainTo(3);
        numbers.TrainTo(8);

        Assert.Contains($"-- --Model:Path={images.Folder.Path}</code>", Html(images));
        Assert.DoesNotContain("Serve it", Html(numbers));
    }

    [Fact]
    public void Page_asks_for_no_other_file()
    {
        var run = Images();
        run.TrainTo(3);

        Assert.Equal(
            ["http://localhost:8080/"], // a link for people
            Regex.Matches(Html(run), """\b(?:src|href)="([^"]*)""")
                .Select(match => match.Groups[1].Value)
                .Where(address => !address.StartsWith("data:", StringComparison.Ordinal)));
        Assert.DoesNotContain("url(", Html(run));
        Assert.DoesNotMatch(@"\{\{\w+\}\}", Html(run));
    }

    [Fact]
    public void Words_of_a_preset_stay_words()
    {
        var run = Images(TinyPresets.Images() with { Description = "</script><script>alert(1)</script> {{data}} & \"x\"" });
        run.TrainTo(3);

        Assert.Contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; {{data}} &amp; &quot;x&quot;", Html(run));
        Assert.DoesNotContain("alert(1)</script>", Html(run));
    }

    [Fact]
    public void Nearest_neighbours_are_shown_once_there_are_any()
    {
        var run = Images();
        run.TrainTo(3);
        Assert.DoesNotContain("nearest-picture", Html(run));

        PngFile.Write(run.Folder.Nearest, new Picture(1, 1, new byte[] { 5 }));
        run.TrainTo(6);

        Assert.Contains(
            $"id=\"nearest-picture\" src=\"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(run.Folder.Nearest))}\"",
            Html(run));
    }

    [Theory]
    [InlineData(nameof(PageState.Finished), "<dd>finished<", " --steps 6</code>")]
    [InlineData(nameof(PageState.Stopped), "<dd>stopped<", "/run</code>")]
    [InlineData(nameof(PageState.Training), "<dd>training<", "/run</code>")]
    public void State_and_the_command_to_go_on_are_named(string state, string shown, string end)
    {
        var run = Images();
        run.TrainTo(3);

        PageDocument.Write(
            run.Folder, ResolvedOptions.Read(run.Folder.Options), MetricsLog.Read(run.Folder.Metrics), 3, [], Enum.Parse<PageState>(state));

        Assert.Contains(shown, Html(run));
        Assert.EndsWith(end, Regex.Match(Html(run), "train --resume .*?</code>").Value);
    }

    [Fact]
    public void Long_run_s_page_stays_small()
    {
        var run = Images();
        run.TrainTo(3);
        var line = Assert.Single(MetricsLog.Read(run.Folder.Metrics));
        MetricsLine[] lines = [.. Enumerable.Range(1, 4000)
            .Select(epoch => line with { Epoch = epoch, Step = 3 * epoch, DiscriminatorLoss = epoch })];
        var grid = File.ReadAllBytes(run.Folder.Grid(line));
        foreach (var drawn in lines.Take(500))
        {
            File.WriteAllBytes(run.Folder.Grid(drawn), grid);
        }

        PageDocument.Write(run.Folder, ResolvedOptions.Read(run.Folder.Options), lines, 3, [], PageState.Training);

        var data = Data(run);
        var titles = data["grids"]!.AsArray().Select(shown => $"{shown!["title"]}").ToArray();
        Assert.Equal((40, "epoch 1", "epoch 500"), (titles.Length, titles[0], titles[^1]));
        var losses = data["charts"]![0]!["series"]![0]!["values"]!.AsArray().Select(value => (double)value!).ToArray();
        Assert.Equal(400, losses.Length);
        Assert.Equal(2000.5, losses.Average(), 6);
        Assert.Equal("epochs 3991–4000, 10 images", $"{data["positions"]![399]!["title"]}");
    }

    private static string Html(TestRun run) => File.ReadAllText(run.Folder.Page);

    private static JsonNode Data(TestRun run) =>
        JsonNode.Parse(
            Regex.Match(
                Html(run), """<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline).Groups[1].Value)!;

    private TestRun Images(Preset? preset = null) => new(_folder["run"], preset ?? TinyPresets.Images(), images: 10) { Reports = true };
}
