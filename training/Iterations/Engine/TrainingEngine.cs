using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Networks.Lowerings;

namespace Gan.Onnx.Training.Iterations.Engine;

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

    /// <summary>Loads a graph; parameters, gradients and what the engine keeps are bound to the engine's memory.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="source">
    /// A graph of this engine, whose outputs are inputs of the new one wherever the names agree: where they lie, without a copy. It is run
    /// first, and disposed of last.
    /// </param>
    /// <exception cref="EngineException">Such an output has another type or shape than the input.</exception>
    public abstract CompiledGraph Compile(GraphBuilder graph, CompiledGraph? source = null);

    /// <summary>
    /// Loads a step that is to be run on equal parts of a batch, one by one or side by side; its gradients are the parts' mean.
    /// </summary>
    /// <param name="part">
    /// The step of one part: what is fed has its items along axis 0, everything that is read, but for the gradients, is a scalar.
    /// </param>
    /// <param name="parts">How many parts there are, at least 2; feeds are that many times as long.</param>
    /// <returns>Null where whole batches are as good.</returns>
    public virtual CompiledGraph? CompileParts(GraphBuilder part, int parts) => null;

    /// <summary>Keeps a table of bytes for graphs compiled from now on, which take it as an input of that name.</summary>
    /// <param name="name">No parameter's name.</param>
    /// <param name="shape">The table's shape.</param>
    /// <param name="elements">The bytes; not needed afterwards.</param>
    /// <returns>False, and nothing is kept, where the engine's memory is the host's own or the table is too large for it.</returns>
    public abstract bool Keep(string name, Shape shape, ReadOnlySpan<byte> elements);

    /// <summary>Runs a graph over its inputs as they are.</summary>
    public abstract void Run(CompiledGraph graph);

    /// <summary>Updates one network with the gradients of the last run.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="step">The number of this update, from 1.</param>
    /// <returns>False when the engine saw a gradient that is NaN or infinite.</returns>
    public abstract bool Update(string network, long step);

    /// <summary>Makes the blocks' contents the engine's state.</summary>
    /// <param name="step">Iterations that they come from, for engines that count updates themselves.</param>
    public abstract void Upload(long step);

    /// <summary>Writes the engine's state, and the last gradients if it shows them, to the blocks.</summary>
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
    protected static string GradientOf(ParameterEntry entry) => $"{TensorName.Gradient(entry.Name)}";
}
