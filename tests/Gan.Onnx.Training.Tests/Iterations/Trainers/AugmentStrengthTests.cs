using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Iterations.Trainers;

public class AugmentStrengthTests
{
    [Fact]
    public void Rises_while_the_discriminator_is_too_sure_and_falls_otherwise()
    {
        var strength = new AugmentStrength(new AugmentOptions(0.1, new AdaptiveOptions(Target: 0.6, Images: 1000, Every: 2), []));

        // 2 steps of 10 real items are 0.02 of 1,000 items; the mean of two signs decides.
        strength.See(1, 10);
        Assert.Equal(new AugmentState(0.1, 1, 1), strength.State);
        strength.See(0.4, 10);
        Assert.Equal(0.12, strength.State.Strength, 1e-12);
        strength.See(0.9, 10);
        strength.See(0.1, 10);
        Assert.Equal(0.1, strength.State.Strength, 1e-12);
        Assert.Equal((0, 0), (strength.State.Signs, strength.State.Steps));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(-1, 0)]
    public void Stays_between_0_and_1(double sign, double end)
    {
        var strength = new AugmentStrength(new AugmentOptions(0.5, new AdaptiveOptions(0.6, Images: 100, Every: 1), []));

        for (var i = 0; i < 20; i++)
        {
            strength.See(sign, 10);
        }

        Assert.Equal(end, strength.State.Strength);
    }

    [Fact]
    public void Stays_where_it_is_unless_it_is_adaptive()
    {
        var strength = new AugmentStrength(new AugmentOptions(0.5, null, []));

        strength.See(1, 10);

        Assert.Equal(new AugmentState(0.5, 0, 0), strength.State);
    }
}
