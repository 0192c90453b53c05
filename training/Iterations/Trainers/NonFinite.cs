using Gan.Onnx.Training.Iterations.Engine;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>Finds the tensor to blame once something is NaN or infinite.</summary>
internal static class NonFinite
{
    /// <summary>
    /// The exception that names the first such tensor: a gradient of the step at hand, else a parameter or an optimizer's state, else the
    /// loss.
    /// </summary>
    public static RunException Find(long step, string graph, float loss, ParameterBlock trained, IReadOnlyList<ParameterBlock> blocks)
    {
        foreach (var entry in trained.Entries)
        {
            if (FirstIn(trained.Gradients, entry) is { } gradient)
            {
                return RunException.NonFinite(step, $"the gradient of {entry.Name} {Describe(entry)} in {graph}", gradient);
            }
        }

        foreach (var block in blocks)
        {
            foreach (var (name, entry, buffer) in block.Persistent())
            {
                if (FirstIn(buffer, entry) is { } value)
                {
                    return RunException.NonFinite(step, $"{name} {Describe(entry)}", value);
                }
            }
        }

        return RunException.NonFinite(step, $"'{EngineGraph.Loss}' of {graph}", loss);
    }

    private static string Describe(ParameterEntry entry) => $"[{string.Join(",", entry.Shape)}]";

    private static float? FirstIn(NativeBuffer buffer, ParameterEntry entry)
    {
        foreach (var value in buffer.Span.Slice(entry.Offset, entry.Length))
        {
            if (!float.IsFinite(value))
            {
                return value;
            }
        }

        return null;
    }
}
