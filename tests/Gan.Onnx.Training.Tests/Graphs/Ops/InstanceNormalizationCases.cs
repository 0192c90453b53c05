using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class InstanceNormalizationCases : OperatorCases
{
    public InstanceNormalizationCases()
    {
        Case("maps", x => x[0].InstanceNormalization(x[1], x[2]), Any(2, 3, 2, 2), Any(3), Any(3));
        Case("lines", x => x[0].InstanceNormalization(x[1], x[2], 0.1), Any(1, 2, 5), Any(2), Any(2));

        Golden(
            "two numbers",
            x => x[0].InstanceNormalization(x[1], x[2], 0),
            new Tensor(Shape.Of(1, 1, 2), [8, 12]),
            new Tensor(Shape.Of(1, 1, 2), [3, 7]),
            Vector(2),
            Vector(10));
    }

    public override Type Operator => typeof(InstanceNormalizationBuilder);
}
