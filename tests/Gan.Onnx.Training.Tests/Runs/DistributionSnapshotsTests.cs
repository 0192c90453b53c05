using System.Text.Json;
using System.Text.Json.Nodes;
using Gan.Onnx.Training.Tests.Runs.Plots;

namespace Gan.Onnx.Training.Tests.Runs;

public sealed class DistributionSnapshotsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Show_the_start_the_middle_and_the_end()
    {
        var run = Run("run");

        run.TrainTo(32);

        Assert.Equal(["start (step 0)", "midway (step 16)", "end (step 32)"], Titles(run));
        var plot = new SvgReader(File.ReadAllText(run.Folder.DistributionPlot));
        Assert.Superset(new HashSet<string>(Titles(run)), new HashSet<string>(plot.Texts));
    }

    [Fact]
    public void Hold_data_samples_and_the_discriminator_over_the_data_s_surroundings()
    {
        var run = Run("run");

        run.TrainTo(8);

        var end = Snapshots(run)[^1]!;
        Assert.Equal(8192, end["data"]!.AsArray().Count);
        Assert.Equal(4, Numbers(end["data"]!).Average(), 0.03);
        Assert.Equal(8192, Numbers(end["samples"]!).Length);
        Assert.Equal([0, 4, 8], new[] { 0, 200, 400 }.Select(i => Numbers(end["x"]!)[i]));
        Assert.All(Numbers(end["discriminator"]!), probability => Assert.InRange(probability, 0, 1));
        Assert.Equal(401, end["optimum"]!.AsArray().Count);
    }

    [Fact]
    public void Run_that_is_made_longer_shows_its_later_middle()
    {
        var (whole, longer) = (Run("whole"), Run("longer"));
        whole.TrainTo(32);

        longer.TrainTo(8);
        Assert.Equal(["start (step 0)", "end (step 8)"], Titles(longer));
        longer.TrainTo(32);

        Assert.Equal(File.ReadAllText(whole.Folder.Distributions), File.ReadAllText(longer.Folder.Distributions));
    }

    [Fact]
    public void Run_that_is_continued_past_its_middle_shows_where_it_was_continued()
    {
        var run = Run("run");
        run.TrainTo(24);

        run.TrainTo(32);

        Assert.Equal(["start (step 0)", "midway (step 24)", "end (step 32)"], Titles(run));
    }

    private static JsonArray Snapshots(TestRun run) => JsonNode.Parse(File.ReadAllText(run.Folder.Distributions))!.AsArray();

    private static string[] Titles(TestRun run) => [.. Snapshots(run).Select(snapshot => snapshot!["title"]!.GetValue<string>())];

    private static double[] Numbers(JsonNode list) => list.Deserialize<double[]>()!;

    // An epoch has 8 steps.
    private TestRun Run(string name) => new(_folder[name], TinyPresets.Scalars()) { Reports = true };
}
