using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

/// <summary>A formula of other operators, which have the gradients.</summary>
public sealed class LogSoftmaxCases : OperatorCases
{
    public LogSoftmaxCases()
    {
        Case("rows", x => x[0].LogSoftmax(1), Any(2, 3));
        Case("columns", x => x[0].LogSoftmax(0), Any(2, 3));

        Golden("of logarithms", x => x[0].LogSoftmax(0), Vector(-Math.Log(4), -Math.Log(4), -Math.Log(2)), Vector(0, 0, Math.Log(2)));
    }

    public override Type Operator => typeof(LogSoftmaxBuilder);
}
