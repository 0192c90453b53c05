using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Evaluation.Classifiers;

public class ClassifierStepTests
{
    [Fact]
    public void Every_parameter_has_a_gradient_of_its_shape()
    {
        var graph = ClassifierStep.Build(batch: 2).Graph;

        var parameters = DigitNetwork.CreateFeatures().Parameters.Concat(DigitNetwork.CreateHead(DigitNetwork.TrainingOutputs).Parameters);

        Assert.Equal(
            parameters.Select(spec => ($"gradient/{spec.Name}", spec.Shape)),
            graph.Outputs.Skip(1).Select(output => (output.Name, output.Value.Shape)));
    }

    [Fact]
    public void Networks_have_the_weights_and_biases_of_their_layers() => Assert.Equal(
        [
            "features.1.weight [16,5,5,1]", "features.1.bias [16]", "features.4.weight [32,5,5,16]", "features.4.bias [32]",
            "features.8.weight [84,512]", "features.8.bias [84]", "head.1.weight [11,84]", "head.1.bias [11]",
        ],
        DigitNetwork.CreateFeatures().Parameters.Concat(DigitNetwork.CreateHead(DigitNetwork.TrainingOutputs).Parameters)
            .Select(spec => $"{spec.Name} [{string.Join(",", spec.Shape.Sizes)}]"));

    [Fact]
    public void Dropout_is_drawn_from_the_classifiers_stream()
    {
        var input = Assert.Single(ClassifierStep.Build(batch: 2).Inputs.OfType<DrawnInput>());

        Assert.Equal(EvaluationStreams.Masks, input.Stream);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(DigitNetwork.NoDigit)]
    public void What_is_no_digit_must_be_told_apart_by_a_margin(int right)
    {
        // With all parameters 0 all logits are: without a margin the loss would be ln 11 for every class.
        var graph = ClassifierStep.Build(batch: 1).Graph;
        double[] oneHot = [.. Enumerable.Range(0, DigitNetwork.TrainingOutputs).Select(label => label == right ? 1.0 : 0)];

        var loss = GraphRun.Once(
            graph,
            [.. graph.Inputs.Select(input => input.Name == ClassifierStep.OneHot ? oneHot : new double[input.Shape.ElementCount])])[0];

        var expected = right == DigitNetwork.NoDigit ? Math.Log((10 * Math.Exp(10)) + 1) : Math.Log(10 + Math.Exp(10));
        Assert.Equal(expected, loss.Elements[0], 1e-5);
    }
}
