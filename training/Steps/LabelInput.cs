using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Nn;

namespace Gan.Onnx.Training.Steps;

/// <summary>The labels of the step's real items, <see cref="StepGraph.Labels"/> [N, classes].</summary>
/// <param name="Shape">[N, classes].</param>
public sealed record LabelInput(Shape Shape) : StepInput(StepGraph.Labels, Shape)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, StepMoment moment) => moment.Data.FillLabels(moment.Step, destination);
}
