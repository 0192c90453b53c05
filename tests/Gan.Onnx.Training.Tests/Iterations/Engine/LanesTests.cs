using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class LanesTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(3, 0)]
    [InlineData(3, 1)]
    [InlineData(3, 100)]
    public void Every_task_is_done_once_whenever_it_is_asked_for(int threads, int count)
    {
        using var lanes = new Lanes(threads);
        for (var round = 0; round < 50; round++)
        {
            var done = new int[count];

            lanes.Run(count, task => Interlocked.Increment(ref done[task]));

            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Failure_reaches_the_caller_and_the_threads_go_on()
    {
        using var lanes = new Lanes(2);

        for (var round = 0; round < 20; round++)
        {
            var thrown = Assert.Throws<InvalidOperationException>(
                () => lanes.Run(10, task => throw new InvalidOperationException($"task {task}")));
            Assert.StartsWith("task ", thrown.Message);
        }

        var done = 0;
        lanes.Run(10, _ => Interlocked.Increment(ref done));
        Assert.Equal(10, done);
    }

    [Fact]
    public void Threads_treat_denormals_as_the_thread_that_started_them()
    {
        OrtRuntime.Start(Environment.ProcessorCount);
        using var lanes = new Lanes(2);
        var products = new float[2];
        using var both = new Barrier(2);

        lanes.Run(2, task =>
        {
            both.SignalAndWait();
            products[task] = Tiny() * 0.5f;
        });

        Assert.Equal([Tiny() * 0.5f, Tiny() * 0.5f], products);
    }

    private static float Tiny() => float.Parse("1.2e-38", System.Globalization.CultureInfo.InvariantCulture);
}
