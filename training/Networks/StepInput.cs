using Gan.Onnx.Graphs;

namespace Gan.Onnx.Training.Networks;

/// <summary>
/// An input that a step is fed with anew each time, and the rule by which it fills itself: whoever declares one need tell nobody else.
/// </summary>
/// <param name="Name">The graph input's name.</param>
/// <param name="Shape">Its fixed shape; the elements are floats.</param>
public abstract record StepInput(string Name, Shape Shape)
{
    /// <summary>Writes the input's elements.</summary>
    /// <param name="destination">As many as the shape takes.</param>
    /// <param name="moment">The step that is about to run.</param>
    public abstract void Fill(Span<float> destination, StepMoment moment);
}
