using Gan.Onnx.Training.Graph;
using Gan.Onnx.Training.Nn.Lowerings;
using Gan.Onnx.Training.Steps;

namespace Gan.Onnx.Training.Engine;

/// <summary>
/// Keeps the parameters of all networks and runs graphs over them. The <see cref="ParameterBlock"/>s are the form in
/// which state enters and leaves; between <see cref="Upload"/> and <see cref="Download"/> the engine's own copy counts.
/// Graphs are compiled and run on one thread: ONNX Runtime flushes denormals only on the thread that made the session.
/// </summary>
public abstract class TrainingEngine(IReadOnlyList<ParameterBlock> blocks) : IDisposable
{
    /// <summary>All networks' parameters on the host.</summary>
    public IReadOnlyList<ParameterBlock> Blocks => blocks;

    /// <summary>How graphs for this engine compute with feature maps.</summary>
    public abstract Lowering Lowering { get; }

    /// <summary>Loads a graph; parameters and gradients are bound to the engine's memory.</summary>
    public abstract CompiledGraph Compile(GraphBuilder graph);

    /// <summary>Runs a graph over its inputs as they are.</summary>
    public abstract void Run(CompiledGraph graph);

    /// <summary>Updates one network with the gradients of the last run.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="step">The number of this update, from 1.</param>
    /// <returns>False when the engine saw a gradient that is NaN or infinite.</returns>
    public abstract bool Update(string network, long step);

    /// <summary>Makes the blocks' contents the engine's state.</summary>
    public abstract void Upload();

    /// <summary>Writes the engine's state, and the last gradients, to the blocks.</summary>
    public abstract void Download();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>An engine for a device: in-memory updates where .NET can reach the parameters, graphs where it cannot.</summary>
    /// <exception cref="EngineException">The device cannot be used.</exception>
    public static TrainingEngine Create(string device, IReadOnlyList<ParameterBlock> blocks, CudaOptions? cuda = null) => device switch
    {
        "cpu" => new HostEngine(blocks),
        "cuda" => new DeviceEngine(blocks, new CudaDevice(cuda ?? CudaOptions.Default)),
        _ => throw new EngineException($"Device '{device}' is unknown. Use cpu or cuda."),
    };

    /// <summary>Finds out whether a device can be used, before anything is prepared for it.</summary>
    /// <exception cref="EngineException">It cannot.</exception>
    public static void Require(string device)
    {
        if (device == "cuda")
        {
            using var options = OrtRuntime.SessionOptions(new CudaDevice(CudaOptions.Default));
        }
    }

    /// <summary>Finds a network's block.</summary>
    protected ParameterBlock Block(string network) => blocks.First(block => block.Network.Name == network);

    /// <summary>The name that a gradient has in graphs.</summary>
    protected static string GradientOf(ParameterEntry entry) => StepGraph.GradientPrefix + entry.Name;
}
