using Gan.Onnx.Training.Networks.Layers;
using Gan.Onnx.Training.Tests.Graphs.Reading;

namespace Gan.Onnx.Training.Tests.Networks.Layers;

public sealed class BatchMixingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Networks_that_look_at_the_rest_of_the_batch_are_found()
    {
        Assert.False(Mixes(Begin().Node("MatMul", "h", ["x", "w"]).Node("ReduceSum", "s", ["h", "features"]).Node("Sub", "y", ["h", "s"])));
        Assert.True(Mixes(Begin().Node("ReduceMean", "mean", ["x"], OnnxFile.Ints("axes", 0)).Node("Sub", "y", ["x", "mean"])));

        // Distances between items need the batch twice, which cannot be read with a free one.
        Assert.True(Mixes(Begin().Node("Unsqueeze", "a", ["x", "items"]).Node("Unsqueeze", "b", ["x", "features"])
            .Node("Sub", "d", ["a", "b"]).Node("ReduceSum", "y", ["d", "items"], OnnxFile.Int("keepdims", 0))));
    }

    private static OnnxFile Begin() => new OnnxFile().Input("x", "N", 4).Output("y")
        .Integers("items", 0).Integers("features", 1).Floats("w", [4, 4], new float[16]);

    private bool Mixes(OnnxFile file)
    {
        File.WriteAllBytes(_folder["f.onnx"], file.ToBytes());
        return new OnnxNetwork(_folder["f.onnx"]).MixesBatch;
    }
}
