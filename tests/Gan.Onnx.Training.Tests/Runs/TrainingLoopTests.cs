using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public sealed class TrainingLoopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestRun _run;

    // An epoch has 8 steps.
    public TrainingLoopTests() => _run = new TestRun(_folder["run"], TinyPresets.Scalars());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Metrics_have_a_line_an_epoch_and_one_for_the_rest()
    {
        _run.TrainTo(20);

        var lines = new MetricsLog(_run.Folder.Metrics, 1000).Lines;
        Assert.Equal([(1L, 8L, 64L), (2, 16, 128)], lines.Select(line => (line.Epoch, line.Step, line.Images)));
        Assert.All(lines, line => Assert.InRange(line.RealProbability, 0.1, 0.9));
        Assert.All(lines, line => Assert.True(line.Seconds > 0 && line.ImagesPerSecond > 0));
    }

    [Fact]
    public void Line_for_the_rest_is_marked()
    {
        _run.TrainTo(20);

        Assert.Contains("""{"step":20,"epoch":3,"partial":true,"images":160,""", File.ReadAllLines(_run.Folder.Metrics)[^1]);
    }

    [Fact]
    public void A_long_epoch_has_lines_within_it_that_a_resumed_run_repeats()
    {
        // 25 steps an epoch.
        var preset = TinyPresets.Scalars() with { Data = new GaussianOptions(4, 0.5, SamplesPerEpoch: 25_000, Batch: 1000) };
        var whole = new TestRun(_folder["whole"], preset);
        whole.TrainTo(50);
        var stopped = new TestRun(_folder["stopped"], preset);
        stopped.TrainTo(12);
        stopped.TrainTo(50);

        var lines = MetricsLog.Read(whole.Folder.Metrics);
        Assert.Equal([9L, 17, 25, 34, 42, 50], lines.Select(line => line.Step));
        Assert.Equal([true, true, false, true, true, false], lines.Select(line => line.Within));
        Assert.All(lines, line => Assert.False(line.Partial));
        Assert.Equal(whole.MetricsWithoutTimes(), stopped.MetricsWithoutTimes());
    }

    [Fact]
    public void Run_that_is_asked_to_stop_before_it_starts_can_be_resumed()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var state = _run.Train(new TrainingLimit(null, 8, null), TestRun.Rare, (loop, sums) =>
        {
            var result = loop.Run(sums, stop.Token);
            Assert.False(result.Finished);
            return result;
        });

        Assert.Equal(0, state.Step);
        Assert.Equal(8, _run.TrainTo(8).Step);
    }

    [Fact]
    public void Run_stops_after_the_iteration_in_which_it_is_asked_to()
    {
        using var stop = new CancellationTokenSource();
        var state = _run.Train(new TrainingLimit(null, 1_000_000, null), new(TimeSpan.Zero, 0), (loop, sums) =>
        {
            // Asked from outside, once the first checkpoint shows progress.
            using var timer = new Timer(
                _ =>
                {
                    if (loop.Progress?.Step >= 3)
                    {
                        stop.Cancel();
                    }
                },
                null,
                0,
                1);
            return loop.Run(sums, stop.Token);
        });

        Assert.InRange(state.Step, 3, 999_999);
        Assert.Equal(state, Checkpoint.ReadState(_run.Folder.Checkpoint));
    }

    [Fact]
    public void Time_limit_ends_the_run()
    {
        var state = _run.Train(new TrainingLimit(null, null, 0.002), TestRun.Rare, (loop, sums) =>
        {
            var result = loop.Run(sums, CancellationToken.None);
            Assert.True(result.Finished);
            return result;
        });

        Assert.True(state.Step > 0);
    }

    [Fact]
    public void Progress_says_where_the_run_stands() => _run.Train(new TrainingLimit(null, 20, null), TestRun.Rare, (loop, sums) =>
    {
        Assert.Null(loop.Progress);
        var result = loop.Run(sums, CancellationToken.None);
        var progress = loop.Progress!;
        Assert.Equal((20L, 20L, 3L, 1.0), (progress.Step, progress.TotalSteps, progress.Epoch, progress.Done));
        Assert.Equal(TimeSpan.Zero, progress.Remaining);
        Assert.True(progress.ImagesPerSecond > 0);
        Assert.InRange(progress.Mean.DiscriminatorLoss, 0.5, 3);
        return result;
    });
}
