using Gan.Onnx.Graphs;
using Gan.Onnx.Graphs.Ops;
using static Gan.Onnx.Training.Tests.Graphs.Tensor;

namespace Gan.Onnx.Training.Tests.Graphs.Ops;

public sealed class IdentityCases : OperatorCases
{
    public IdentityCases()
    {
        Case("a scalar", x => x[0].Detach(), Any());
        Case("a matrix", x => x[0].Detach(), Any(2, 3));
        Case("four axes", x => x[0].Detach(), Any(2, 1, 3, 2));

        Golden("a matrix", x => x[0].Detach(), Matrix(2, 1, 2, 3, 4), Matrix(2, 1, 2, 3, 4));
        Golden("bytes", x => x[0].Cast(ElementType.UInt8).Detach(), Vector(0, 128, 255), Vector(0, 128, 255));

        Refuses("two inputs", "Identity: expects 1 inputs, got 2.", graph =>
            graph.Add(new Identity(), graph.Input("x", Shape.Of(2)), graph.Input("y", Shape.Of(2))));
    }

    public override Type Operator => typeof(Identity);
}
