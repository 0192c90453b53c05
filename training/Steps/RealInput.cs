using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Nn;

namespace Gan.Onnx.Training.Steps;

/// <summary>The step's real items, <see cref="StepGraph.Images"/> [N, …].</summary>
/// <param name="Shape">[N, …].</param>
public sealed record RealInput(Shape Shape) : StepInput(StepGraph.Images, Shape)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, StepMoment moment) => moment.Data.Fill(moment.Step, destination);
}
