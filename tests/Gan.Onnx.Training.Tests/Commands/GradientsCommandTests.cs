using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Graphs.Reading;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Commands;

/// <summary><c>gradients</c>: a file in, a file out.</summary>
public sealed class GradientsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GradientsCommandTests()
    {
        var graph = new GraphBuilder("squares");
        var x = graph.Input("x", Shape.Of(2));
        graph.Output("y", (x * x * graph.Initializer<float>("w", Shape.Of(2), [1, 10])).ReduceSum());
        File.WriteAllBytes(_folder["f.onnx"], ModelWriter.Write(graph));
        File.WriteAllText(_folder["text.onnx"], "text");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Writes_the_derivative_and_says_what_it_takes_and_gives()
    {
        var output = CommandRun.Good(
            "gradients", "--model", _folder["f.onnx"], "--of", "y", "--with", "x", "w", "--output", _folder["g.onnx"]);

        Assert.Equal($"{_folder["g.onnx"]}: x Float [2] → y Float [], gradient/x Float [2], gradient/w Float [2]; 0 KB\n", output);
        var results = GraphRun.Once(ModelReader.Read(OnnxModel.Parse(File.ReadAllBytes(_folder["g.onnx"]), "g.onnx")), [3, -1]);
        Assert.Equal([19, 6, -20, 9, 1], results.SelectMany(result => result.Elements));
    }

    [Theory]
    [InlineData("f.onnx", "z", "x", "g.onnx", "'{0}/f.onnx' has no output 'z'; it has y.")]
    [InlineData("f.onnx", "y", "z", "g.onnx", "'{0}/f.onnx' has no input or initializer 'z'; it has x, w, constant_1.")]
    [InlineData("f.onnx", "y", "x", "g.txt", "--output must name a file that ends in .onnx, found '{0}/g.txt'.")]
    [InlineData("none.onnx", "y", "x", "g.onnx", "--model '{0}/none.onnx' does not exist.")]
    public void Mistakes_are_one_line(string model, string of, string with, string output, string message)
    {
        var line = CommandRun.Mistake("gradients", "--model", _folder[model], "--of", of, "--with", with, "--output", _folder[output]);

        Assert.Equal(message.Replace("{0}", _folder.Path), line);
    }

    [Fact]
    public void File_that_is_no_model_is_a_mistake_too() => Assert.StartsWith(
        $"'{_folder["text.onnx"]}' is not an ONNX file: ",
        CommandRun.Mistake("gradients", "--model", _folder["text.onnx"], "--of", "y", "--with", "x", "--output", _folder["g.onnx"]));
}
