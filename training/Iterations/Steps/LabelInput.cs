using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>The labels of the step's real items, <see cref="EngineGraph.Labels"/> [N, classes].</summary>
/// <param name="Shape">[N, classes].</param>
public sealed record LabelInput(Shape Shape) : StepInput(EngineGraph.Labels, Shape)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, StepMoment moment) => moment.Data.FillLabels(moment.Step, destination);
}
