using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public class IterationSumsTests
{
    [Fact]
    public void Mean_is_over_all_iterations_added()
    {
        var sums = default(IterationSums).Plus(new IterationResult(1, 2, 0.5f, 0.25f)).Plus(new IterationResult(3, 6, 1, 0.75f));

        Assert.Equal(2, sums.Steps);
        Assert.Equal(new IterationResult(2, 4, 0.75f, 0.5f), sums.Mean);
    }

    [Fact]
    public void Iterations_without_a_generator_step_leave_its_loss_alone()
    {
        var sums = default(IterationSums).Plus(new IterationResult(1, float.NaN, 0.5f, 0.25f)).Plus(new IterationResult(3, 6, 1, 0.75f));

        Assert.Equal((2, 1), (sums.Steps, sums.GeneratorSteps));
        Assert.Equal(new IterationResult(2, 6, 0.75f, 0.5f), sums.Mean);
    }
}
