using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks;

namespace Gan.Onnx.Training.Iterations.Steps;

/// <summary>What the discriminator's step of the same iteration was fed with under the same name.</summary>
/// <param name="Name">The graph input's name in both steps.</param>
/// <param name="Shape">Its shape in both.</param>
public sealed record SharedInput(string Name, Shape Shape) : StepInput(Name, Shape)
{
    /// <inheritdoc/>
    public override void Fill(Span<float> destination, StepMoment moment) => moment.Earlier(Name).CopyTo(destination);
}
