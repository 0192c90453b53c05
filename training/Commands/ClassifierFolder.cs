using Gan.Onnx.Training.Evaluation.Classifiers;
using Gan.Onnx.Training.Evaluation.Images;

namespace Gan.Onnx.Training.Commands;

/// <summary>Finds the digit classifier from any working folder, and says which one it is.</summary>
internal static class ClassifierFolder
{
    /// <summary>Where it lies, in the working folder or beside the program, which brings one along.</summary>
    public const string Usual = "models/classifier";

    /// <summary>What the help says of it.</summary>
    public const string Default = $"{Usual} in the working folder, or else the one that came with the program.";

    private static string BesideProgram => Path.Combine(AppContext.BaseDirectory, Usual);

    /// <summary>The folder of the classifier that was asked for, or else of the usual one; null where there is none.</summary>
    /// <param name="asked">A folder, or a file in it; null for the usual one.</param>
    public static string? Find(string? asked) => asked is not null
        ? File.Exists(asked) ? Path.GetDirectoryName(Path.GetFullPath(asked)) : asked
        : new[] { Usual, BesideProgram }.FirstOrDefault(folder => File.Exists(Path.Combine(folder, DigitClassifier.FileName)));

    /// <summary>The same, for those who cannot do without.</summary>
    /// <exception cref="EvaluationException">There is none.</exception>
    public static string Require(string? asked) =>
        Find(asked) ?? throw EvaluationException.NoClassifierAnywhere(Path.GetFullPath(Usual), BesideProgram);

    /// <summary>What evaluations of a run measure with, in words.</summary>
    public static string Words(string? folder, ClassifierManifest? manifest) => folder is null || manifest is null
        ? $"Evaluations measure with random features alone: there is no digit classifier in {Path.GetFullPath(Usual)} or {BesideProgram}."
        : $"Evaluations measure with random features and the digit classifier in {Path.GetFullPath(folder)} "
        + $"(SHA-256 {manifest.Sha256[..12]}…).";
}
