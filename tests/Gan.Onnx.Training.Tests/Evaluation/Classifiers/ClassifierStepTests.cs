using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Evaluation.Classifiers;
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
