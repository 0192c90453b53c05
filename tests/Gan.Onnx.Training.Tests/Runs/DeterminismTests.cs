using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Runs;

public class DeterminismTests
{
    [Theory]
    [InlineData("mlp-dropout", 160)]
    [InlineData("gaussian-1d", 0)]
    public void Same_seed_gives_the_same_bytes(string preset, int images)
    {
        using var folder = new TemporaryFolder();

        var (first, second) = (Train(folder["1"], preset, 5, images), Train(folder["2"], preset, 5, images));

        Assert.Equal(first.Outcome(), second.Outcome());
    }

    [Theory]
    [InlineData("mlp-dropout", 160)]
    [InlineData("gaussian-1d", 0)]
    public void Another_seed_gives_other_bytes(string preset, int images)
    {
        using var folder = new TemporaryFolder();

        var (first, second) = (Train(folder["1"], preset, 5, images), Train(folder["2"], preset, 6, images));

        Assert.All(first.Outcome().Zip(second.Outcome()), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    private static TestRun Train(string path, string preset, long seed, int images)
    {
        var run = new TestRun(path, PresetSource.Load(preset, []), seed, images) { Reports = images > 0 };
        run.TrainTo(4);
        return run;
    }
}
