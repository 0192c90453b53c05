using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Networks.Lowerings;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Artifacts.Sessions;

/// <summary>
/// Training by ONNX Runtime Training: the two steps run in training sessions, one a network, over artifacts that are written when a session
/// begins; everything else runs on the CPU over the blocks, which follow the sessions' parameters. After an update the other network's
/// session gets the new parameters. The moving average is kept here. Gradients stay in the sessions: the runtime does not show them.
/// </summary>
public sealed class ArtifactEngine : TrainingEngine
{
    private readonly HostEngine _host;
    private readonly HashSet<string> _resident;
    private readonly Preset _preset;
    private readonly Dictionary<string, NetworkSession> _sessions;

    /// <summary>Prepares for both networks; files are written before the first step.</summary>
    /// <param name="blocks">The discriminator, then the generator.</param>
    /// <param name="preset">What they are networks of.</param>
    /// <param name="folder">Where the artifacts go, a folder a network; not asked before the first step.</param>
    /// <param name="open">Loads them.</param>
    public ArtifactEngine(IReadOnlyList<ParameterBlock> blocks, Preset preset, Func<string> folder, OpenTrainingSession open)
        : base(blocks)
    {
        var (discriminator, generator) = (blocks[0], blocks[1]);
        _host = new HostEngine(blocks);
        _preset = preset;
        _resident = [.. blocks.SelectMany(Resident)];
        _sessions = new[] { (Trained: discriminator, Other: generator), (Trained: generator, Other: discriminator) }.ToDictionary(
            pair => pair.Trained.Network.Name,
            pair => new NetworkSession(preset, pair.Trained, pair.Other, folder, open));
    }

    /// <inheritdoc/>
    public override Lowering Lowering => _host.Lowering;

    /// <inheritdoc/>
    /// <remarks>A graph that gives a network's gradients is that network's step.</remarks>
    public override CompiledGraph Compile(GraphBuilder graph, CompiledGraph? source = null)
    {
        var trained = Blocks.FirstOrDefault(block => graph.Outputs.Any(output => output.Name == GradientOf(block.Entries[0])));
        return trained is null
            ? _host.Compile(graph, source)
            : new TrainingStepGraph(graph, _resident.Contains, trained.Network.Name);
    }

    /// <inheritdoc/>
    /// <remarks>Never: what feeds an input is in the same memory already.</remarks>
    public override bool Keep(string name, Shape shape, ReadOnlySpan<byte> elements) => false;

    /// <inheritdoc/>
    public override void Run(CompiledGraph graph)
    {
        if (graph is not TrainingStepGraph step)
        {
            _host.Run(graph);
            return;
        }

        var carried = step.Run(_sessions[step.Trained].For(step)).ToDictionary(output => output.Name, output => output.Elements);
        var buffers = Block(step.Trained).Buffers;
        foreach (var entry in buffers.Entries)
        {
            carried[$"{TensorName.New(entry.Name)}"].CopyTo(buffers.Current.Span[entry.Offset..]);
        }

        foreach (var session in _sessions.Values)
        {
            session.Receive(buffers.Entries, buffers.Current);
        }
    }

    /// <inheritdoc/>
    public override bool Update(string network, long step)
    {
        var block = Block(network);
        _sessions[network].Update(step);
        block.Average?.Update(step, block.Sampled.Span, block.Values.Span);
        foreach (var (_, session) in _sessions.Where(session => session.Key != network))
        {
            session.Receive(block.Entries, block.Values);
        }

        // A gradient that is NaN or infinite makes a parameter NaN in the same update: the first moment over the root of the second. One
        // whose square alone overflows does not: its parameter stands still from then on, where our own engine would stop.
        return !block.Values.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue);
    }

    /// <inheritdoc/>
    public override void Upload(long step)
    {
        _sessions[Preset.DiscriminatorName].Restart(step);
        _sessions[Preset.GeneratorName].Restart(GanArtifacts.UpdatesOfGenerator(_preset, step));
    }

    /// <inheritdoc/>
    public override void Download()
    {
        foreach (var session in _sessions.Values)
        {
            session.Download();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var session in _sessions.Values)
        {
            session.Dispose();
        }

        _host.Dispose();
    }

    private static IEnumerable<string> Resident(ParameterBlock block) =>
    [
        .. block.Persistent().Select(tensor => tensor.Name),
        .. block.Entries.Select(GradientOf),
        .. block.Buffers.Entries.Select(entry => $"{TensorName.New(entry.Name)}"),
    ];
}
