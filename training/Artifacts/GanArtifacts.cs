using Gan.Onnx.Generation.Files;
using Gan.Onnx.Training.Artifacts.Checkpoints;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks.Optimizers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Artifacts;

/// <summary>
/// The artifacts of both networks. Each network's state holds the other network as frozen parameters, since both steps run both: after a
/// step of one, whoever alternates them hands its new parameters to the state of the other. What layers carry from step to step
/// (spectral normalisation's vectors) is frozen too, and leaves the training model as output <c>new/PATH</c>, to be handed back.
/// </summary>
/// <param name="Discriminator">The discriminator's files.</param>
/// <param name="Generator">The generator's files.</param>
public sealed record GanArtifacts(ArtifactSet Discriminator, ArtifactSet Generator)
{
    /// <summary>Makes both, for the preset's batch.</summary>
    /// <param name="preset">Networks, loss, penalties, optimizers.</param>
    /// <param name="discriminator">The discriminator's parameters and moments.</param>
    /// <param name="generator">The generator's.</param>
    /// <param name="step">Iterations done; 0 for untrained networks.</param>
    /// <exception cref="ArtifactException">An optimizer is not Adam.</exception>
    public static GanArtifacts Of(Preset preset, ParameterBlock discriminator, ParameterBlock generator, long step) => new(
        OfDiscriminator(preset, discriminator, generator, step),
        OfGenerator(preset, discriminator, generator, UpdatesOfGenerator(preset, step)));

    /// <summary>The generator's updates within some iterations: it waits while the discriminator is trained alone.</summary>
    public static long UpdatesOfGenerator(Preset preset, long step) => Math.Max(0, step - preset.Schedule.DiscriminatorPretraining);

    /// <summary>The discriminator's alone.</summary>
    /// <param name="preset">Networks, loss, penalties, optimizers.</param>
    /// <param name="discriminator">The discriminator's parameters and moments.</param>
    /// <param name="generator">The generator's parameters.</param>
    /// <param name="updates">Updates of the discriminator that were done.</param>
    /// <exception cref="ArtifactException">The optimizer is not Adam.</exception>
    public static ArtifactSet OfDiscriminator(Preset preset, ParameterBlock discriminator, ParameterBlock generator, long updates)
    {
        var state = State(discriminator, generator, updates);
        return new ArtifactSet(
            TrainingModel.Of(DiscriminatorStep.Build(preset, preset.Data.Batch), state),
            EvaluationModel.OfDiscriminator(preset, state),
            OptimizerModel.Of(AdamOf(discriminator)),
            CheckpointWriter.Write(state));
    }

    /// <summary>The generator's alone.</summary>
    /// <param name="preset">Networks, loss, optimizers.</param>
    /// <param name="discriminator">The discriminator's parameters.</param>
    /// <param name="generator">The generator's parameters and moments.</param>
    /// <param name="updates">Updates of the generator that were done.</param>
    /// <exception cref="ArtifactException">The optimizer is not Adam.</exception>
    public static ArtifactSet OfGenerator(Preset preset, ParameterBlock discriminator, ParameterBlock generator, long updates)
    {
        var state = State(generator, discriminator, updates);
        return new ArtifactSet(
            TrainingModel.Of(GeneratorStep.Build(preset, preset.Data.Batch), state),
            EvaluationModel.OfGenerator(preset, state),
            OptimizerModel.Of(AdamOf(generator)),
            CheckpointWriter.Write(state));
    }

    /// <summary>The paths of both networks' files in a folder.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        new[] { Preset.DiscriminatorName, Preset.GeneratorName }.SelectMany(name => ArtifactSet.In(Path.Combine(folder, name)).All);

    /// <summary>Writes <c>discriminator/</c> and <c>generator/</c>, and checks both.</summary>
    /// <exception cref="ArtifactException">They break a rule.</exception>
    public void Write(string folder)
    {
        var (discriminator, generator) = (Path.Combine(folder, Preset.DiscriminatorName), Path.Combine(folder, Preset.GeneratorName));
        using (var files = new AtomicFiles())
        {
            Discriminator.Add(files, discriminator);
            Generator.Add(files, generator);
            files.Commit();
        }

        ArtifactSet.Read(discriminator).Check(ArtifactSet.In(discriminator));
        ArtifactSet.Read(generator).Check(ArtifactSet.In(generator));
    }

    /// <summary>A network's state, with the other network as frozen parameters.</summary>
    /// <param name="trained">Parameters, moments, and what layers carry.</param>
    /// <param name="other">Parameters, and what layers carry.</param>
    /// <param name="updates">Updates of the trained network that were done.</param>
    /// <exception cref="ArtifactException">The optimizer is not Adam.</exception>
    public static TrainingState State(ParameterBlock trained, ParameterBlock other, long updates) => new(
        [.. Parameters(trained)],
        [.. Carried(trained), .. Parameters(other), .. Carried(other)],
        new OptimizerGroup(
            updates, (float)AdamOf(trained).RateOf(updates + 1), [.. trained.Entries.Select(entry => Moments(trained, entry))]));

    private static ParameterMoments Moments(ParameterBlock block, ParameterEntry entry) => new(
        entry.Name,
        [.. ParameterMoments.Names.Zip(block.Optimizer.StateNames, (name, state) => Tensor(name, entry, block.State(state)))]);

    private static IEnumerable<StateTensor> Parameters(ParameterBlock block) =>
        block.Entries.Select(entry => Tensor(entry.Name, entry, block.Values));

    private static IEnumerable<StateTensor> Carried(ParameterBlock block) =>
        block.Buffers.Entries.Select(entry => Tensor(entry.Name, entry, block.Buffers.Current));

    private static StateTensor Tensor(string name, ParameterEntry entry, NativeBuffer buffer) =>
        new(name, entry.Shape, buffer.Span.Slice(entry.Offset, entry.Length).ToArray());

    /// <summary>What updates a network.</summary>
    /// <exception cref="ArtifactException">It is not Adam.</exception>
    internal static Adam AdamOf(ParameterBlock block) => block.Optimizer as Adam
        ?? throw new ArtifactException(
            $"ONNX Runtime Training has no optimizer like {block.Optimizer.GetType().Name}. Use adam in optimizers.{block.Network.Name}.");
}
