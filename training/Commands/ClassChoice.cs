using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>The class that somebody means by a name or a number.</summary>
internal static class ClassChoice
{
    private const int MostNamed = 20;

    /// <summary>A class's number, 0 to classes − 1.</summary>
    /// <param name="model">The generator.</param>
    /// <param name="text">A name, capital letters or not, or a number.</param>
    /// <exception cref="RunException">The model has no classes, or not this one.</exception>
    public static int Of(Manifest model, string text)
    {
        if (model.Classes == 0)
        {
            throw new RunException(
                $"--label {text}: '{model.Preset}' was trained without labels. Leave --label out, or sample a conditional generator.");
        }

        var labels = new ClassLabels(model);
        return labels.TryFind(text, out var label)
            ? label
            : throw new RunException(
                $"--label {text}: the generator has {Known(labels)}. {NearestName.Suggestion(text, labels.Names)}Give one of them.");
    }

    private static string Known(ClassLabels labels) => labels.Names.Count switch
    {
        0 => $"classes 0 to {labels.Count - 1}",
        > MostNamed and var count => $"{string.Join(", ", labels.Names.Take(MostNamed))} and {count - MostNamed} more",
        _ => string.Join(", ", labels.Names),
    };
}
