using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Networks.Penalties;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>N steps, a stop, and N more are 2 N steps, to the byte.</summary>
public class ResumeTests
{
    // Images leave a partial batch at the end of an epoch: kept by mlp and mlp-dropout, dropped by vanilla.
    [Theory]
    [InlineData("mlp", 320, 2, 7)]
    [InlineData("mlp", 320, 3, 6)]
    [InlineData("mlp-dropout", 160, 4, 8)]
    [InlineData("vanilla", 250, 1, 5)]
    [InlineData("gaussian-1d", 0, 30, 120)]
    public void Stopped_run_goes_on_as_if_it_had_never_stopped(string preset, int images, int stop, int total)
    {
        using var folder = new TemporaryFolder();
        var (whole, parts) = (Run(folder["whole"], preset, images), Run(folder["parts"], preset, images));
        whole.TrainTo(total);

        var stopped = parts.TrainTo(stop);
        var resumed = parts.TrainTo(total);

        Assert.Equal((stop, total), (stopped.Step, resumed.Step));
        Assert.Equal(whole.Outcome(), parts.Outcome());
        Assert.Equal(whole.MetricsWithoutTimes(), parts.MetricsWithoutTimes());
    }

    [Fact]
    public void Run_that_is_stopped_after_every_step_goes_on_as_if_it_had_never_stopped()
    {
        using var folder = new TemporaryFolder();
        var preset = TinyPresets.Scalars() with { Loss = new Relativistic(), Penalties = [new R1(0.1), new GradientPenalty(1)] };
        var (whole, parts) = (new TestRun(folder["whole"], preset), new TestRun(folder["parts"], preset));
        whole.TrainTo(12);

        for (var step = 1; step <= 12; step++)
        {
            parts.TrainTo(step);
        }

        Assert.Equal(whole.Outcome(), parts.Outcome());
        Assert.Equal(whole.MetricsWithoutTimes(), parts.MetricsWithoutTimes());
    }

    [Fact]
    public void Run_whose_layers_carry_vectors_from_step_to_step_goes_on_as_if_it_had_never_stopped()
    {
        using var folder = new TemporaryFolder();
        var preset = TinyPresets.SpectralNorms() with { Penalties = [new GradientPenalty(1)], Ema = new EmaOptions(64) };
        var (whole, parts) = (new TestRun(folder["whole"], preset), new TestRun(folder["parts"], preset));
        whole.TrainTo(12);

        for (var step = 1; step <= 12; step++)
        {
            parts.TrainTo(step);
        }

        Assert.Equal(whole.Outcome(), parts.Outcome());
        Assert.Equal(whole.MetricsWithoutTimes(), parts.MetricsWithoutTimes());
    }

    [Fact]
    public void Run_that_looks_at_labels_goes_on_as_if_it_had_never_stopped()
    {
        using var folder = new TemporaryFolder();
        var preset = TinyPresets.Labels();
        var (whole, parts) = (new TestRun(folder["whole"], preset, images: 10), new TestRun(folder["parts"], preset, images: 10));
        whole.TrainTo(7);

        parts.TrainTo(3);
        parts.TrainTo(7);

        Assert.Equal(whole.Outcome(), parts.Outcome());
    }

    [Fact]
    public void Frequent_checkpoints_change_nothing()
    {
        using var folder = new TemporaryFolder();
        var preset = TinyPresets.Scalars();
        var (rare, frequent) = (new TestRun(folder["rare"], preset), new TestRun(folder["frequent"], preset));

        rare.TrainTo(10);
        frequent.TrainTo(10, new(TimeSpan.Zero, 0));

        Assert.Equal(rare.Outcome(), frequent.Outcome());
    }

    private static TestRun Run(string path, string preset, int images) =>
        new(path, PresetSource.Load(preset, []), images: images) { Reports = true };
}
