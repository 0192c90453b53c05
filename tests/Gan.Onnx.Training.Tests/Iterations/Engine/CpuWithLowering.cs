using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks.Lowerings;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

/// <summary>The CPU, computing with feature maps as another device does.</summary>
internal sealed class CpuWithLowering(Lowering lowering) : CpuDevice
{
    public override Lowering Lowering => lowering;
}
