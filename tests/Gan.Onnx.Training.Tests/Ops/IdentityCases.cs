using Gan.Onnx.Training.Ops;
using static Gan.Onnx.Training.Tests.Graph.Tensor;

namespace Gan.Onnx.Training.Tests.Ops;

public sealed class IdentityCases : ElementwiseOperatorCases<Identity>
{
    public IdentityCases()
        : base(x => x.Detach(), x => x) =>
        Golden("a matrix", x => x[0].Detach(), Matrix(2, 1, 2, 3, 4), Matrix(2, 1, 2, 3, 4));
}
