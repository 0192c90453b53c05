using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class CudaDeviceTests
{
    [Theory]
    [InlineData(true, true, true, "1", "1")]
    [InlineData(true, true, false, "1", "0")]
    [InlineData(false, false, true, "0", "0")]
    public void Execution_provider_is_told_what_was_asked_for(
        bool tf32, bool graph, bool replayed, string expectedTf32, string expectedGraph)
    {
        var options = new CudaDevice(new CudaOptions(tf32, Deterministic: false, graph), deviceId: 1).ProviderOptions(replayed);

        Assert.Equal("1", options["device_id"]);
        Assert.Equal("HEURISTIC", options["cudnn_conv_algo_search"]);
        Assert.Equal(expectedTf32, options["use_tf32"]);
        Assert.Equal(expectedGraph, options["enable_cuda_graph"]);
    }
}
