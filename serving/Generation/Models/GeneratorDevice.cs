namespace Gan.Onnx.Generation.Models;

/// <summary>Where a generator runs.</summary>
public enum GeneratorDevice
{
    /// <summary>ONNX Runtime's CPU execution provider.</summary>
    Cpu,

    /// <summary>The CUDA execution provider, first GPU.</summary>
    Cuda,
}
