using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

public class EpochSumsTests
{
    [Fact]
    public void Mean_is_over_all_iterations_added()
    {
        var sums = default(EpochSums).Plus(new IterationResult(1, 2, 0.5f, 0.25f)).Plus(new IterationResult(3, 6, 1, 0.75f));

        Assert.Equal(2, sums.Steps);
        Assert.Equal(new IterationResult(2, 4, 0.75f, 0.5f), sums.Mean);
    }
}
