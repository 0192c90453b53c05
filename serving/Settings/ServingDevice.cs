namespace Gan.Onnx.Serving.Settings;

/// <summary>The setting <c>Device</c>.</summary>
internal enum ServingDevice
{
    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>A GPU, or no start.</summary>
    Cuda,

    /// <summary>A GPU where one can be used, else the CPU.</summary>
    Auto,
}
