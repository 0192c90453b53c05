using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Iterations.Engine.Cuda;

/// <summary>Every node of every graph of every preset in the repository has a CUDA kernel, and none would fall back to the CPU.</summary>
public class CudaCoverageTests
{
    public static TheoryData<string> Presets => [.. PresetSource.Names, .. Files()];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_node_runs_on_a_gpu(string preset) => Assert.All(Graphs(Load(preset)), graph =>
    {
        var problems = CudaCoverage.Problems(ModelWriter.Write(graph));
        Assert.True(problems.Count == 0, $"{graph.Name} of {preset}:\n{string.Join('\n', problems)}");
    });

    [Fact]
    public void Every_node_that_brings_images_runs_on_a_gpu()
    {
        var gather = GatherGraph.Build(Shape.Of(MnistOptions.Count, MnistOptions.Pixels), new GreyScale(-1, 1).Levels(), 128);
        var types = gather.Inputs.Select(input => (input.Name, input.Type)).ToArray();
        Assert.Empty(CudaCoverage.Problems(ModelWriter.Write(gather)));

        // What the checker saw is what was meant to be seen: bytes and rows.
        Assert.Equal([ElementType.UInt8, ElementType.Int64], types.Select(tensor => tensor.Type.Element));
        Assert.Equal(["Gather", "Cast", "Gather"], gather.Nodes.Select(node => node.Operator.OpType));
    }

    private static IEnumerable<GraphBuilder> Graphs(Preset preset)
    {
        var (batch, lowering) = (preset.Data.Batch, new CudaDevice(CudaOptions.Default).Lowering);
        yield return DiscriminatorStep.Build(preset, batch, lowering).Graph;
        yield return GeneratorStep.Build(preset, batch, lowering).Graph;
        yield return SampleGraph.Build(preset, batch, lowering).Graph;
        yield return DiscriminatorGraph.Build(preset, batch, lowering).Graph;

        using var discriminator = new ParameterBlock(preset.CreateDiscriminator(), preset.Optimizers.Discriminator);
        using var generator = new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator, preset.Average);
        ParameterBlock[] blocks = [discriminator, generator];
        foreach (var block in blocks)
        {
            yield return OptimizerGraph.Build(block.Network, block.Optimizer, block.Average);
        }

        generator.Initialize(new RandomStream(1, TrainingStreams.GeneratorInitialization));
        var statistics = generator.Network.Statistics.ToDictionary(
            spec => spec.Name, spec => Enumerable.Repeat(1f, (int)spec.Shape.ElementCount).ToArray());
        yield return GeneratorExport.Build(preset, generator, statistics).Graph;
        if (statistics.Count > 0)
        {
            yield return StatisticsGraph.Build(preset, 50, lowering).Graph;
        }
    }

    private static Preset Load(string preset) =>
        PresetSource.Load(preset.EndsWith(".json", StringComparison.Ordinal) ? Path.Combine(Repository.Root, preset) : preset, []);

    private static IEnumerable<string> Files() => new[] { "scripts", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.json", SearchOption.AllDirectories))
        .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "presets")
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Order(StringComparer.Ordinal);
}
