using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Runs.Display;

namespace Gan.Onnx.Training.Tests.Runs.Display;

public class PlainDisplayTests
{
    [Fact]
    public void Last_look_at_a_step_that_has_its_line_already_adds_none()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        new TestRun(folder["run"], TinyPresets.Scalars()).Train(new TrainingLimit(null, 3, null), TestRun.Rare, (loop, sums) =>
        {
            var display = new PlainDisplay(loop, output);
            var end = loop.Run(sums, CancellationToken.None);
            display.Dispose();
            display.Dispose();
            return end;
        });

        Assert.StartsWith("epoch 1, step 3, 100 %: D loss ", Assert.Single(output.ToString().Trim().Split('\n')));
    }
}
