using Gan.Onnx.Training.Networks.Lowerings;
using Microsoft.ML.OnnxRuntime;

namespace Gan.Onnx.Training.Iterations.Engine;

/// <summary>Where graphs run and where their tensors live.</summary>
public abstract class Device
{
    /// <summary>What <c>--device</c> calls it.</summary>
    public abstract string Name { get; }

    /// <summary>How feature maps are computed with here.</summary>
    public abstract Lowering Lowering { get; }

    /// <summary>Adds the execution provider to a session's options.</summary>
    /// <param name="options">The options of a session to come.</param>
    /// <param name="replayed">Whether all runs of the session use the same addresses, so that they may be recorded and replayed.</param>
    /// <exception cref="EngineException">The provider cannot be had on this machine.</exception>
    public abstract void Configure(SessionOptions options, bool replayed);

    /// <summary>The memory that tensors stay in between runs.</summary>
    public abstract OrtMemoryInfo CreateMemoryInfo();

    /// <summary>Copies tensors, each to the one at its place, and waits until all have arrived.</summary>
    /// <param name="from">In the host's memory or the device's.</param>
    /// <param name="to">In the other's; of the same shapes.</param>
    internal abstract void Copy(IReadOnlyList<OrtValue> from, IReadOnlyList<OrtValue> to);
}
