using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Tests.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

public class ParameterBlockTests
{
    [Fact]
    public void Every_parameter_begins_on_a_cache_line()
    {
        using var block = Generator();

        Assert.All(block.Entries, entry => Assert.Equal(0, entry.Offset % 16));
        Assert.Equal(0, block.Values.Length % 16);
        Assert.All(block.Entries.Zip(block.Entries.Skip(1)), pair =>
            Assert.InRange(pair.Second.Offset, pair.First.Offset + pair.First.Length, int.MaxValue));
    }

    [Fact]
    public void Persistent_tensors_are_parameters_and_their_moments_under_PyTorch_s_names()
    {
        using var block = Generator();

        Assert.Equal(
            ["generator.0.weight", "generator.0.weight.exp_avg", "generator.0.weight.exp_avg_sq", "generator.0.bias"],
            block.Persistent().Take(4).Select(tensor => tensor.Name));
        Assert.Equal(6 * 3, block.Persistent().Count());
        Assert.Equal([8L, 3L], block.Entries[0].Shape);
    }

    [Fact]
    public void Same_seed_gives_the_same_first_values()
    {
        using var first = Generator();
        using var second = Generator();
        using var other = Generator();

        first.Initialize(new RandomStream(7, 1));
        second.Initialize(new RandomStream(7, 1));
        other.Initialize(new RandomStream(8, 1));

        Assert.True(first.Values.Span.SequenceEqual(second.Values.Span));
        Assert.False(first.Values.Span.SequenceEqual(other.Values.Span));
    }

    [Fact]
    public void Initialising_leaves_the_padding_and_everything_else_zero()
    {
        using var block = Generator();

        block.Initialize(new RandomStream(7, 1));

        var padding = Enumerable.Range(0, block.Values.Length).Where(i => !block.Entries.Any(e => i >= e.Offset && i < e.Offset + e.Length))
            .ToArray();
        Assert.NotEmpty(padding);
        Assert.All(padding, i => Assert.Equal(0, block.Values.Span[i]));
        Assert.Equal(-1, block.Gradients.Span.IndexOfAnyExcept(0f));
        Assert.Equal(-1, block.State("exp_avg_sq").Span.IndexOfAnyExcept(0f));
    }

    private static ParameterBlock Generator()
    {
        var preset = TinyPresets.Scalars();
        return new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator);
    }
}
