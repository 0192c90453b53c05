using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Iterations.Steps;

public class SampleGraphTests
{
    [Fact]
    public void Images_come_as_one_channel_between_0_and_1()
    {
        var samples = SampleGraph.Build(TinyPresets.Images(), 2);
        Assert.Empty(samples.Masks);

        // With weights of 0 the images are tanh(bias), here tanh(-20) = -1, tanh(0) = 0, tanh(20) = 1 in turn.
        double[] bias = [.. Enumerable.Range(0, 784).Select(pixel => 20.0 * ((pixel % 3) - 1))];
        var images = GraphRun.Once(samples.Graph, new double[6], new double[784 * 3], bias)[0];

        Assert.Equal(Shape.Of(2, 1, 28, 28), images.Shape);
        Assert.Equal([0, 0.5, 1, 0, 0.5, 1], images.Elements[..6]);
        Assert.Equal(images.Elements[..784], images.Elements[784..]);
    }

    [Theory]
    [InlineData(-1, 1, new[] { 0, 0.25, 1, 1 })]
    [InlineData(0, 1, new[] { 0.0, 0, 1, 1 })]
    [InlineData(0, 2, new[] { 0, 0, 0.5, 1 })]
    public void Black_and_white_become_0_and_1_and_everything_beyond_is_cut_off(double black, double white, double[] expected)
    {
        var graph = new GraphBuilder("present");
        var generated = graph.Input("generated", Shape.Of(1, 784));
        graph.Output("images", SampleGraph.Present(new MnistOptions([black, white], 4, LastBatch.Keep, HoldOut: 0), generated));

        var images = GraphRun.Once(graph, [-1, -0.5, 1, 3, .. new double[780]])[0];

        Assert.Equal(expected, images.Elements[..4]);
    }

    [Fact]
    public void Images_in_colour_keep_their_channels()
    {
        var graph = new GraphBuilder("present");
        var generated = graph.Input("generated", Shape.Of(2, 48));
        var data = new ImageFolderOptions([0, 1], 4, LastBatch.Keep, HoldOut: 0, Side: 4, LabelClasses: 1, Channels: 3);
        graph.Output("images", SampleGraph.Present(data, generated));
        double[] numbers = [.. Enumerable.Range(0, 96).Select(i => i / 96.0)];

        var images = GraphRun.Once(graph, numbers)[0];

        Assert.Equal(Shape.Of(2, 3, 4, 4), images.Shape);
        Assert.Equal(numbers.Select(number => (float)number), images.Elements.Select(number => (float)number));
    }

    [Fact]
    public void Scalars_come_as_they_are()
    {
        var graph = new GraphBuilder("present");
        var generated = graph.Input("generated", Shape.Of(4, 1));

        Assert.Same(generated, SampleGraph.Present(TinyPresets.Scalars().Data, generated));
    }

    [Fact]
    public void Discriminator_is_asked_without_dropout_and_answers_with_probabilities()
    {
        var judgement = DiscriminatorGraph.Build(TinyPresets.Images(), 2);
        Assert.Empty(judgement.Masks);

        // Logit: the sum of the pixels, minus 1.
        double[] ones = [.. Enumerable.Repeat(1.0, 784)];
        var probabilities = GraphRun.Once(judgement.Graph, [.. new double[784], 1 + Math.Log(3), .. new double[783]], ones, [-1])[0];

        Assert.Equal(Shape.Of(2, 1), probabilities.Shape);
        Assert.Equal(1 / (1 + Math.E), probabilities.Elements[0], 1e-6);
        Assert.Equal(0.75, probabilities.Elements[1], 1e-6);
        Assert.Empty(DiscriminatorGraph.Build(TinyPresets.Scalars(), 2).Masks);
    }
}
