using System.Globalization;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Text;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>The class that somebody means by a name or a number.</summary>
internal static class ClassChoice
{
    private const int MostNamed = 20;

    /// <summary>A class's number, 0 to classes − 1. A name counts before a number, since names may be numbers.</summary>
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

        string[] names = [.. model.ClassNames ?? []];
        var named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
        {
            return named;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < model.Classes
            ? number
            : throw new RunException(
                $"--label {text}: the generator has {Known(names, model.Classes)}. {NearestName.Suggestion(text, names)}Give one of them.");
    }

    private static string Known(string[] names, int classes) => names.Length == 0
        ? $"classes 0 to {classes - 1}"
        : $"{string.Join(", ", names.Take(MostNamed))}{(names.Length > MostNamed ? $" and {names.Length - MostNamed} more" : "")}";
}
