using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>
/// Batch normalisation's statistics over many latents, for a generator whose samples do not depend on each other: the mean of the
/// batches' means; the mean of their variances plus the variance of their means. They follow from weights and seed alone, so nothing
/// of them is kept in checkpoints.
/// </summary>
public sealed class PopulationStatistics : IDisposable
{
    /// <summary>Latents that the statistics are measured over.</summary>
    public const int Latents = Batch * Batches;

    private const int Batch = 50;
    private const int Batches = 40;

    private readonly TrainingEngine _engine;
    private readonly Preset _preset;
    private readonly RandomStream _random;
    private readonly IReadOnlyList<StatisticSpec> _specs;
    private readonly CompiledGraph? _graph;

    /// <summary>Prepares the measurement; a generator without statistics needs none.</summary>
    /// <param name="engine">Holds the generator's parameters.</param>
    /// <param name="preset">The generator's layers and latents.</param>
    /// <param name="seed">The run's seed; the latents follow from it.</param>
    public PopulationStatistics(TrainingEngine engine, Preset preset, long seed)
    {
        (_engine, _preset) = (engine, preset);
        _random = new RandomStream((ulong)seed, TrainingStreams.StatisticsLatents);
        _specs = preset.CreateGenerator().Statistics;
        if (_specs.Count > 0)
        {
            _graph = engine.Compile(StatisticsGraph.Build(preset, Batch, engine.Lowering).Graph);
            LabelsInTurn.Fill(_graph, preset.Classes);
        }
    }

    /// <summary>The statistics of the generator as it is now, by their names in graphs; empty for a generator that has none.</summary>
    public IReadOnlyDictionary<string, float[]> Measure()
    {
        if (_graph is null)
        {
            return new Dictionary<string, float[]>();
        }

        var sums = _graph.Results.ToDictionary(
            result => result.Name,
            result => (Sum: new double[result.Type.Shape.ElementCount], Squares: new double[result.Type.Shape.ElementCount]));
        for (var batch = 0; batch < Batches; batch++)
        {
            _preset.Latent.Distribution.Fill(_graph.Input(EngineGraph.Latents), _random, (ulong)batch);
            _engine.Run(_graph);
            foreach (var (name, (sum, squares)) in sums)
            {
                var values = _graph.Output(name);
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += values[i];
                    squares[i] += (double)values[i] * values[i];
                }
            }
        }

        return _specs.ToDictionary(spec => spec.Name, spec => Combine(spec, sums));
    }

    /// <inheritdoc/>
    public void Dispose() => _graph?.Dispose();

    private static float[] Combine(StatisticSpec spec, Dictionary<string, (double[] Sum, double[] Squares)> sums)
    {
        var result = Array.ConvertAll(sums[spec.Name].Sum, sum => sum / Batches);
        if (spec.Around is { } name)
        {
            for (var i = 0; i < result.Length; i++)
            {
                var mean = sums[name].Sum[i] / Batches;
                result[i] += Math.Max(0, (sums[name].Squares[i] / Batches) - (mean * mean));
            }
        }

        return Array.ConvertAll(result, value => (float)value);
    }
}
