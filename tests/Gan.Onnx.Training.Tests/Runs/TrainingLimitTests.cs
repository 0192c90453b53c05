using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public class TrainingLimitTests
{
    private static readonly TrainingLimit Epochs = new(3, null, null);
    private static readonly TrainingLimit Steps = new(null, 40, null);
    private static readonly TrainingLimit Minutes = new(null, null, 2);

    [Fact]
    public void Totals_follow_from_epochs_or_steps_but_not_from_time()
    {
        Assert.Equal(30, Epochs.TotalSteps(10));
        Assert.Equal(40, Steps.TotalSteps(10));
        Assert.Null(Minutes.TotalSteps(10));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(15, 0.5)]
    [InlineData(30, 1)]
    [InlineData(31, 1)]
    public void Epochs_count_over_all_sessions(long step, double done) => Assert.Equal(done, Epochs.Done(step, 10, TimeSpan.FromHours(1)));

    [Theory]
    [InlineData(10, 0.25)]
    [InlineData(40, 1)]
    [InlineData(50, 1)]
    public void Steps_count_over_all_sessions(long step, double done) => Assert.Equal(done, Steps.Done(step, 10, TimeSpan.FromHours(1)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 0.25)]
    [InlineData(120, 1)]
    [InlineData(300, 1)]
    public void Minutes_count_from_the_start_of_the_session(double seconds, double done) =>
        Assert.Equal(done, Minutes.Done(1_000_000, 10, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Is_written_as_on_the_command_line() =>
        Assert.Equal(
            ["--epochs 3", "--steps 40", "--minutes 2.5"], new[] { Epochs, Steps, new(null, null, 2.5) }.Select(limit => $"{limit}"));
}
