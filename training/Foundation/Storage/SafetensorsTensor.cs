namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>Where a tensor lies in a safetensors file.</summary>
/// <param name="Name">The tensor's key.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The dimensions; empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">One past the last byte.</param>
public sealed record SafetensorsTensor(string Name, SafetensorsType Type, IReadOnlyList<long> Shape, long Begin, long End);
