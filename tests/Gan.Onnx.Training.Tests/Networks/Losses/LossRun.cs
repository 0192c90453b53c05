using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Autodiff;
using Gan.Onnx.Training.Networks.Losses;
using Gan.Onnx.Training.Tests.Graphs;

namespace Gan.Onnx.Training.Tests.Networks.Losses;

/// <summary>A loss on given logits, with its gradients.</summary>
internal sealed record LossRun(double Loss, double[] RealGradient, double[] FakeGradient)
{
    public static double[] Real { get; } = [2, -0.5, 0];

    public static double[] Fake { get; } = [-1, 0.25, 3];

    public static LossRun Discriminator(Loss loss, double[] real, double[] fake) => Run(loss.Discriminator, real, fake);

    public static LossRun Generator(Loss loss, double[] real, double[] fake) =>
        Run((realLogits, fakeLogits) => loss.Generator(fakeLogits, loss.GeneratorNeedsReal ? realLogits : null), real, fake);

    private static LossRun Run(Func<Value, Value, Value> lossOf, double[] real, double[] fake)
    {
        var graph = new GraphBuilder("loss");
        var (realLogits, fakeLogits) = (graph.Input("real", Shape.Of(real.Length, 1)), graph.Input("fake", Shape.Of(fake.Length, 1)));
        var loss = lossOf(realLogits, fakeLogits);
        var gradients = Gradients.Of(loss, [realLogits, fakeLogits]);
        graph.Output("loss", loss);
        graph.Output("real gradient", gradients[0]);
        graph.Output("fake gradient", gradients[1]);
        var results = GraphRun.Once(graph, real, fake);
        Assert.Equal(Shape.Scalar, results[0].Shape);
        return new LossRun(results[0].Elements[0], results[1].Elements, results[2].Elements);
    }
}
