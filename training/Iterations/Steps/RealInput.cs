using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>The step's real items, <see cref="EngineGraph.Images"/> [N, …].</summary>
/// <param name="Shape">[N, …].</param>
public sealed record RealInput(Shape Shape) : StepInput(EngineGraph.Images, Shape)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, StepMoment moment) => moment.Data.Fill(moment.Step, destination);
}
