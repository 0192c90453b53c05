namespace Gan.Onnx.Training.Foundation;

/// <summary>A preset that cannot be used: the message names field, expectation, value and the way out.</summary>
public sealed class PresetException(string message) : ToolException(message);
