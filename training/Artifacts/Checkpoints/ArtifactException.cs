using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Artifacts.Checkpoints;

/// <summary>Files for ONNX Runtime Training that are not as its rules want them, or that cannot be made.</summary>
public sealed class ArtifactException(string message) : ToolException(message)
{
    /// <summary>A file breaks one of the rules.</summary>
    /// <param name="file">Which.</param>
    /// <param name="rule">The rule's name.</param>
    /// <param name="found">What is wrong, without a full stop.</param>
    public static ArtifactException Broken(string file, string rule, string found) => new($"'{file}' breaks the rule {rule}: {found}.");
}
