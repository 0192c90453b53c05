using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class BatchNormalizationCases : OperatorCases
{
    public BatchNormalizationCases()
    {
        Case(
            "given statistics",
            x => x[0].BatchNormalization(x[1], x[2], x[3], x[4]),
            Any(2, 3, 2, 2),
            Any(3),
            Any(3),
            Any(3),
            Any(3).Between(0.5, 2));
        Case("flat items", x => x[0].BatchNormalization(x[1], x[2], x[3], x[4]), Any(4, 3), Any(3), Any(3), Any(3), Any(3).Between(0.5, 2));
        Case("the batch's statistics", x => x[0].BatchNormalization(x[1], x[2]).Result, Any(3, 2, 2, 2), Any(2), Any(2));

        Golden(
            "given statistics",
            x => x[0].BatchNormalization(x[1], x[2], x[3], x[4], 0),
            Matrix(1, 12),
            Matrix(1, 7),
            Vector(3),
            Vector(9),
            Vector(5),
            Vector(4));
        Golden("the batch's", x => x[0].BatchNormalization(x[1], x[2], 0).Result, Matrix(2, 8, 12), Matrix(2, 3, 7), Vector(2), Vector(10));
    }

    public override Type Operator => typeof(BatchNormalizationBuilder);
}
