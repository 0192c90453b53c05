using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class ResizeCases : OperatorCases
{
    public ResizeCases()
    {
        foreach (var mode in Enum.GetValues<ResizeMode>())
        {
            FloatCase($"{mode}, twice as large", x => x[0].Resize(4, 6, mode), Any(2, 2, 2, 3));
            FloatCase($"{mode}, up and down by odd factors", x => x[0].Resize(5, 3, mode), Any(1, 1, 2, 5));
            FloatCase($"{mode}, the same size, squared", x => x[0].Resize(2, 2, mode) * x[0], Any(1, 1, 2, 2));
        }

        FloatGolden("nearest", x => x[0].Resize(1, 4, ResizeMode.Nearest), Row(1, 1, 2, 2), Row(1, 2));
        FloatGolden("between pixel centres", x => x[0].Resize(1, 4, ResizeMode.Bilinear), Row(1, 1.5, 2.5, 3), Row(1, 3));
        FloatGolden("as TensorFlow 1", x => x[0].Resize(1, 4, ResizeMode.BilinearTensorFlow1), Row(1, 2, 3, 3), Row(1, 3));
        FloatGolden("as TensorFlow 1, smaller", x => x[0].Resize(1, 2, ResizeMode.BilinearTensorFlow1), Row(1, 4), Row(1, 3, 5));

        Refuses("flat items", "Resize: [2,4] cannot be resized to 2×2. Give x the shape [N,C,H,W] and a size of at least 1×1.",
            graph => graph.Input("x", Shape.Of(2, 4)).Resize(2, 2, ResizeMode.Nearest));
        Refuses("one input", "Resize: expects 3 inputs, got 1.", graph =>
            graph.Add(new Resize(2, 2, ResizeMode.Nearest), graph.Input("x", Shape.Of(1, 1, 2, 2))));
    }

    public override Type Operator => typeof(Resize);

    private static Tensor Row(params double[] elements) => new(Shape.Of(1, 1, 1, elements.Length), elements);
}
