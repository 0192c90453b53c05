using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Artifacts.Sessions;

/// <summary>
/// One network of the two and the session that trains it. Parameters are in the block and in the session, and agree after every update;
/// moments come into the block when they are asked for. A session takes batches of one size: for another the network moves to a
/// new session, through its block.
/// </summary>
/// <param name="preset">Networks, loss, optimizers.</param>
/// <param name="trained">The network.</param>
/// <param name="other">The other one.</param>
/// <param name="folder">Where the artifacts of both networks go.</param>
/// <param name="open">Loads them.</param>
internal sealed class NetworkSession(
    Preset preset, ParameterBlock trained, ParameterBlock other, Func<string> folder, OpenTrainingSession open) : IDisposable
{
    private ITrainingSession? _session;
    private TrainingStepGraph? _step;
    private bool _hasNewMoments;

    /// <summary>Updates done.</summary>
    public long Updates { get; private set; }

    private string Folder => Path.Combine(folder(), trained.Network.Name);

    /// <summary>The session for a step, which is opened where there is none.</summary>
    public ITrainingSession For(TrainingStepGraph step)
    {
        if (_session is null || _step != step)
        {
            Download();
            Close();
            Files(preset with { Data = preset.Data with { Batch = step.Batch } }).Write(Folder);
            (_session, _step) = (open(Folder), step);
            SetLearningRate();
        }

        return _session;
    }

    /// <summary>Updates the network's parameters, in the session and in the block.</summary>
    /// <param name="update">The number of this update, from 1.</param>
    public void Update(long update)
    {
        _session!.OptimizerStep();
        (_hasNewMoments, Updates) = (true, update);
        if (GanArtifacts.AdamOf(trained).Decay is not null)
        {
            SetLearningRate();
        }

        foreach (var entry in trained.Entries)
        {
            _session.GetParameter(entry.Name, trained.Values.Span.Slice(entry.Offset, entry.Length));
        }
    }

    /// <summary>Replaces tensors of the session by what a block holds, if there is a session.</summary>
    /// <param name="entries">The tensors, of either network.</param>
    /// <param name="elements">Where they lie.</param>
    public void Receive(IEnumerable<ParameterEntry> entries, NativeBuffer elements)
    {
        foreach (var entry in entries)
        {
            _session?.UpdateParameter(entry.Name, entry.Shape, elements.Span.Slice(entry.Offset, entry.Length));
        }
    }

    /// <summary>Brings the moments into the block.</summary>
    /// <exception cref="ArtifactException">The session's checkpoint is not one of this network after as many updates.</exception>
    public void Download()
    {
        if (_hasNewMoments)
        {
            var path = ArtifactSet.In(Folder).Checkpoint;
            _session!.SaveCheckpoint(path);
            SavedMoments.Read(path, trained, Updates);
            _hasNewMoments = false;
        }
    }

    /// <summary>Begins anew from what the blocks hold.</summary>
    /// <param name="updates">Updates that they come from.</param>
    public void Restart(long updates)
    {
        Close();
        (_hasNewMoments, Updates) = (false, updates);
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private ArtifactSet Files(Preset batched) => trained.Network.Name == Preset.DiscriminatorName
        ? GanArtifacts.OfDiscriminator(batched, trained, other, Updates)
        : GanArtifacts.OfGenerator(batched, other, trained, Updates);

    /// <summary>Tells the session that of the next update.</summary>
    private void SetLearningRate() => _session!.SetLearningRate((float)GanArtifacts.AdamOf(trained).RateOf(Updates + 1));

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }
}
