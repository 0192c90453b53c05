namespace Gan.Onnx.Training.Foundation;

/// <summary>A preset that cannot be used: the message names field, expectation, value and the way out.</summary>
public sealed class PresetException(string message) : ToolException(message)
{
    /// <summary>Whether the fault is that of a file which the preset names: it is the file that has to be mended.</summary>
    public bool IsOfFile { get; init; }
}
