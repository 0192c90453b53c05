using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Commands;

public class DoctorCommandTests
{
    [Fact]
    public void Says_what_there_is_what_is_missing_and_what_follows()
    {
        var lines = CommandRun.Good("doctor").TrimEnd('\n').Split('\n');

        Assert.StartsWith("ONNX Runtime: 1.31.0 on ", lines[0]);
        Assert.Contains("CPUExecutionProvider", lines[1]);
        Assert.Contains("telemetry: off", lines[2]);
        Assert.Matches("^Processor: [0-9]+ usable by this process; AVX2 (yes|no), FMA (yes|no), AVX-512 (yes|no)$", lines[3]);
        Assert.Matches("^Memory: [0-9]+\\.[0-9] GB", lines[4]);
        Assert.Matches("^Training on the CPU: one iteration of 'gaussian-1d', discriminator's loss [0-9]+\\.[0-9]{4}$", lines[5]);
        Assert.Equal(
            "ONNX Runtime Training: missing; build with -p:OnnxRuntime=training (package Microsoft.ML.OnnxRuntime.Training 1.19.2)",
            lines[6]);
        Assert.Equal("CUDA:", lines[7]);
        Assert.All(lines[8..^1], line => Assert.Matches("^  [^ ].*: .+$", line));
        Assert.Equal(2 + CudaLibraries.All.Count, lines[8..^1].Length);

        var missing = lines[8..].Where(line => line.Contains(": missing; ")).Select(line => line.Trim().Split(':')[0]).ToArray();
        Assert.Matches(
            missing.Length == 0
                ? "^Training on the CPU works"
                : $"^Training on the CPU works; CUDA cannot be used because of what is missing: {string.Join(", ", missing)}\\.$",
            lines[^1]);
    }

    [Theory]
    [InlineData("--tf32 off", "--tf32")]
    [InlineData("--cuda-graph on", "--cuda-graph")]
    public void Options_of_a_gpu_are_refused_on_the_cpu(string option, string name) => Assert.Equal(
        $"{name} says how to use a GPU, and this run is on the CPU. Leave it out, or use --device cuda.",
        CommandRun.Mistake(["train", "--preset", "mlp", "--dry-run", .. option.Split(' ')]));

    [Fact]
    public void Options_of_a_gpu_are_accepted_with_one() =>
        CommandRun.Good(
            "train", "--preset", "gaussian-1d", "--dry-run", "--device", "cuda", "--tf32", "off", "--deterministic", "on",
            "--cuda-graph", "on");
}
