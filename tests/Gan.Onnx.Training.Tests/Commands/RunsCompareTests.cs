using System.Text.Json.Nodes;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary>Runs whose metrics are written by hand, on the options and checkpoints of real ones.</summary>
public sealed class RunsCompareTests(RunsCompareTests.Trained trained) : IClassFixture<RunsCompareTests.Trained>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Runs_are_ranked_by_the_smallest_distance_that_each_has_had()
    {
        var (first, second) = (Train("first", "1"), Train("second", "2"));
        Measure(first, (1, 40, 3), (2, 30, 9));
        Measure(second, (1, 20, 5), (2, 50, 7));

        var lines = Lines(CommandRun.Good("runs", "compare", first.Path, second.Path));

        Assert.Equal(["rank", "run", "fd2k", "at", "step", "steps", "state", "seed"], lines[0]);
        Assert.Equal(["1", second.Path, "20", "1", "2", "finished", "2"], lines[1]);
        Assert.Equal(["2", first.Path, "30", "2", "2", "finished", "1"], lines[2]);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData("fdRandom2k", "first")]
    [InlineData("diversity", "second")]
    [InlineData("realProbability", "first")]
    public void By_names_another_metric_and_knows_which_way_is_better(string metric, string best)
    {
        var (first, second) = (Train("first", "1"), Train("second", "2"));
        Measure(first, (1, 40, 3), (2, 30, 9));
        Measure(second, (1, 20, 5), (2, 50, 7));

        Assert.Equal(In(best), Lines(CommandRun.Good("runs", "compare", "--by", metric, first.Path, second.Path))[1][1]);
    }

    [Fact]
    public void A_ratio_of_evaluate_counts_before_distances_as_long_as_its_model_is_there()
    {
        var (first, second) = (Train("first", "1"), Train("second", "2"));
        Measure(first, (2, 30, 9));
        Measure(second, (2, 50, 7));
        Evaluate(first, 4.5);
        Evaluate(second, 2.5);
        Assert.Equal(["1", second.Path, "2.5", "–", "2", "finished", "2"], Lines(Compare(first, second))[1]);

        File.AppendAllText(first.Generator, "another");
        File.AppendAllText(second.Generator, "another");
        Assert.Equal(["1", first.Path, "30", "2", "2", "finished", "1"], Lines(Compare(first, second))[1]);
    }

    [Fact]
    public void Settings_that_differ_are_columns_also_within_layers()
    {
        var (first, second) = (Train("first", "1"), Train("second", "1", "--set", "optimizers.generator.learningRate=0.5"));

        var head = Lines(Compare(first, second, "--by", "generatorLoss"))[0];

        Assert.Equal("optimizers.generator.learningRate", head[^1]);
        Assert.DoesNotContain("seed", head);
    }

    [Fact]
    public void Csv_has_every_figure_in_full_and_the_page_needs_no_other_file()
    {
        var (first, second) = (Train("a,b", "1"), Train("second <b>", "2"));
        Measure(first, (2, 1.0 / 3, 9));
        Measure(second, (2, 50, 7));
        var (csv, html) = (In("runs.csv"), In("runs.html"));

        Compare(first, second, "--csv", csv, "--html", html);

        var rows = File.ReadAllLines(csv);
        Assert.StartsWith("rank,run,state,steps,seconds,fd2k,", rows[0]);
        Assert.StartsWith($"1,\"{first.Path}\",finished,2,1.5,0.3333333333333333,", rows[1]);
        var page = File.ReadAllText(html);
        Assert.Contains("<a href=\"second%20%3Cb%3E/report.html\">", page);
        Assert.Contains("second &lt;b&gt;", page);
        Assert.DoesNotContain("second <b>", page);
        Assert.DoesNotContain("{{", page);
        Assert.DoesNotContain("://", page);
    }

    [Fact]
    public void Files_are_replaced_with_force_only()
    {
        var run = Train("first", "1");
        var csv = In("runs.csv");
        File.WriteAllText(csv, "mine");

        Assert.Contains("exists already", CommandRun.Mistake("runs", "compare", run.Path, "--by", "generatorLoss", "--csv", csv));
        Assert.Equal("mine", File.ReadAllText(csv));
        CommandRun.Good("runs", "compare", run.Path, "--by", "generatorLoss", "--csv", csv, "--force");
        Assert.StartsWith("rank,", File.ReadAllText(csv));
    }

    [Fact]
    public void Folders_that_cannot_be_read_are_named_and_left_out()
    {
        var run = Train("first", "1");
        var torn = Train("torn", "2");
        File.WriteAllText(torn.Options, "{");

        var lines = CommandRun.Good("runs", "compare", "--by", "generatorLoss", torn.Path, In("none"), run.Path).TrimEnd('\n').Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.Contains(run.Path, lines[1]);
        Assert.StartsWith($"Left out: '{torn.Options}' is not what 'train' wrote", lines[2]);
        Assert.StartsWith($"Left out: '{In("none/options.json")}' does not exist", lines[3]);
    }

    [Fact]
    public void Mistakes_are_one_line()
    {
        var run = Train("first", "1");

        Assert.StartsWith("No run has a Fréchet distance to be ranked by. Name another metric with --by: ", Mistake(run.Path));
        Assert.StartsWith(
            "--by: no run has the metric 'generatorLos'. Did you mean 'generatorLoss'?", Mistake(run.Path, "--by", "generatorLos"));
        Assert.Contains("does not exist: this is not a run folder", Mistake(In("none")));
        Assert.StartsWith("None of 2 folders is a run", Mistake(In("none"), In("nothing")));
        Assert.StartsWith("--html must name a file that ends in .html", Mistake(run.Path, "--html", In("page")));
        Assert.Contains("nothing between the quotes", Mistake(""));
        Assert.StartsWith("'runs compare' has no option '--buy'. Did you mean '--by'?", Mistake(run.Path, "--buy", "step"));
        Assert.StartsWith("'runs compare' has no option '-x'.", Mistake("-x", run.Path));
        Assert.StartsWith("'--by/options.json' does not exist: this is not a run folder.", Mistake("--", "--by"));
        Assert.Equal("Required argument 'DIR' missing for command: 'compare'. See 'runs compare --help'.", Mistake());
        File.WriteAllText(run.Metrics, "damaged\n");
        Assert.Equal($"'{run.Metrics}' holds no line that 'train' wrote. Restore it, or leave the run out.", Mistake(run.Path));
        File.WriteAllText(run.Metrics, "{\"step\":");
        Assert.StartsWith($"'{run.Metrics}' has no line yet: nothing was measured.", Mistake(run.Path));
        Assert.Equal("A command is missing. There are compare; see --help.", CommandRun.Mistake("runs"));
    }

    public void Dispose() => _folder.Dispose();

    private static string Mistake(params string[] arguments) => CommandRun.Mistake(["runs", "compare", .. arguments]);

    private static string Compare(RunFolder first, RunFolder second, params string[] options) =>
        CommandRun.Good(["runs", "compare", first.Path, second.Path, .. options]);

    private static string[][] Lines(string output) =>
        [.. output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Replaces a run's metrics: the steps, and at each the distances on the classifier's and on random features.</summary>
    private static void Measure(RunFolder folder, params (long Step, double Fd, double Random)[] lines) => File.WriteAllLines(
        folder.Metrics,
        lines.Select(line => new JsonObject
        {
            ["step"] = line.Step,
            ["epoch"] = line.Step,
            ["partial"] = false,
            ["images"] = 16 * line.Step,
            ["seconds"] = 1.5,
            ["imagesPerSecond"] = 10,
            ["discriminatorLoss"] = 1,
            ["generatorLoss"] = 1,
            ["realProbability"] = line.Fd is 30 ? 0.4 : 0.9,
            ["fakeProbability"] = 0.5,
            ["diversity"] = line.Fd / 100,
            ["fd2k"] = line.Fd,
            ["fdRandom2k"] = line.Random,
        }.ToJsonString()));

    private static void Evaluate(RunFolder folder, double ratio) => File.WriteAllText(folder.Evaluation, new JsonObject
    {
        ["modelSha256"] = Sha256Sum.OfFile(folder.Generator),
        ["metrics"] = new JsonObject { ["fd10kRatio"] = ratio, ["fd10k"] = 2 * ratio, ["memorisation1k"] = null },
    }.ToJsonString());

    private RunFolder Train(string name, string seed, params string[] options)
    {
        trained.CopyTo(In(name), ["--seed", seed, .. options]);
        return new RunFolder(In(name));
    }

    private string In(string name) => Path.Combine(_folder.Path, name);

    /// <summary>Runs of two iterations, each trained once for all tests.</summary>
    public sealed class Trained : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public void CopyTo(string path, string[] options)
        {
            var run = _folder[string.Concat(options)];
            if (!Directory.Exists(run))
            {
                CommandRun.Good(["train", "--preset", "gaussian-1d", "--steps", "2", "--run", run, .. options]);
            }

            foreach (var file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(path, Path.GetRelativePath(run, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        public void Dispose() => _folder.Dispose();
    }
}
