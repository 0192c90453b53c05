using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class OrtRuntimeTests
{
    [Fact]
    public void First_count_of_threads_stays()
    {
        OrtRuntime.Start(threads: 7);

        Assert.Equal(1, OrtRuntime.Threads);
    }
}
