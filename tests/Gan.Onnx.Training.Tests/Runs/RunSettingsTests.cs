using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public class RunSettingsTests
{
    [Fact]
    public void Longer_run_is_repeated_by_the_longer_command()
    {
        var settings = Settings(new TrainingLimit(2, null, null)).To(new TrainingLimit(null, 40, null));

        Assert.Equal(new TrainingLimit(null, 40, null), settings.Limit);
        Assert.Equal("train --preset 'my --epochs 2.json' --steps 40 --seed 3", settings.Command);
    }

    [Fact]
    public void Run_that_reached_its_limit_is_repeated_by_its_own_command() =>
        Assert.Equal(
            "train --preset 'my --epochs 2.json' --epochs 2 --seed 3", Settings(new TrainingLimit(2, null, null)).CommandUpTo(20, 10));

    [Theory]
    [InlineData(2L, null)]
    [InlineData(null, 1.5)]
    public void Run_that_a_clock_or_its_user_ended_is_repeated_by_its_steps(long? epochs, double? minutes) => Assert.Equal(
        "train --preset 'my --epochs 2.json' --steps 19 --seed 3", Settings(new TrainingLimit(epochs, null, minutes)).CommandUpTo(19, 10));

    private static RunSettings Settings(TrainingLimit limit) =>
        new(3, limit, 1, "cpu", "") { Asked = "train --preset 'my --epochs 2.json'" };
}
