using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>
/// The generator as it would be frozen now: dropout off, averaged weights where there are any, the population's statistics in batch
/// normalisation. What it shows is what an export would give. Where there are labels, sample k is of class k modulo their number.
/// </summary>
public sealed class Sampler : IDisposable
{
    private readonly Trainer _trainer;
    private readonly CompiledGraph _graph;
    private readonly PopulationStatistics _statistics;

    /// <summary>Prepares samples for a fixed number of latents.</summary>
    /// <param name="trainer">The networks.</param>
    /// <param name="count">Samples a call.</param>
    public Sampler(Trainer trainer, int count)
    {
        _trainer = trainer;
        _graph = trainer.Engine.Compile(SampleGraph.Build(trainer.Preset, count, trainer.Engine.Lowering).Graph);
        _statistics = new PopulationStatistics(trainer.Engine, trainer.Preset, trainer.Seed);
        LabelsInTurn.Fill(_graph, trainer.Preset.Classes);
    }

    /// <summary>The latents, to be filled once or before every call.</summary>
    public Span<float> Latents => _graph.Input(EngineGraph.Latents);

    /// <summary>Draws the latents one by one: each is a function of the stream and of its sample's number.</summary>
    /// <param name="stream">The seed and the purpose.</param>
    /// <param name="first">The first sample's number.</param>
    public void DrawLatents(RandomStream stream, int first = 0)
    {
        var latents = Latents;
        var options = _trainer.Preset.Latent;
        for (var i = 0; i * options.Size < latents.Length; i++)
        {
            options.Distribution.Fill(latents.Slice(i * options.Size, options.Size), stream, (ulong)(first + i));
        }
    }

    /// <summary>Samples of the generator as it is now, valid until the next call.</summary>
    public ReadOnlySpan<float> Generate()
    {
        Measure();
        return Draw();
    }

    /// <summary>Measures what the generator's layers want to know of the population as it is now.</summary>
    public void Measure()
    {
        foreach (var (name, values) in _statistics.Measure())
        {
            values.CopyTo(_graph.Input(name));
        }
    }

    /// <summary>Samples, with the population as it was last measured; valid until the next call.</summary>
    public ReadOnlySpan<float> Draw()
    {
        _trainer.Engine.Run(_graph);
        return _graph.Output(EngineGraph.Samples);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _graph.Dispose();
        _statistics.Dispose();
    }
}
