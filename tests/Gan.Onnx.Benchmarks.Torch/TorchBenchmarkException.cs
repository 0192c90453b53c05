namespace Gan.Onnx.Benchmarks.Torch;

/// <summary>The preset holds something that is not known here, or both sides do not compute the same, in words.</summary>
internal sealed class TorchBenchmarkException(string message) : Exception(message);
