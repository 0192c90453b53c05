using System.Text.Json;
using System.Text.Json.Serialization;
using Gan.Onnx.Generation;
using Gan.Onnx.Training.Engine;
using Gan.Onnx.Training.Plots;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Steps;
using Gan.Onnx.Training.Storage;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// For one-dimensional data: data, samples, D(x) and the optimal D*(x) at the start, midway and at the end, as
/// <c>distributions.json</c> and drawn as <c>distributions.svg</c> (Goodfellow et al. 2014, figure 1).
/// </summary>
/// <param name="folder">Where the files go.</param>
/// <param name="options">The data's distribution.</param>
/// <param name="seed">The run's seed; the latents follow from it.</param>
public sealed class DistributionSnapshots(RunFolder folder, GaussianOptions options, long seed) : IRunReport
{
    private const int Count = 8192;
    private const int Positions = 401;
    private const double Reach = 8;
    // D* is NaN where neither data nor samples fall.
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly List<GaussianSnapshot> _snapshots = [];
    private CompiledGraph? _generator;
    private CompiledGraph? _discriminator;

    /// <inheritdoc/>
    public void Begin(Trainer trainer)
    {
        _generator = trainer.Compile(SampleGraph.Build(trainer.Preset, Count));
        _discriminator = trainer.Compile(JudgementGraph.Build(trainer.Preset, Positions));
        if (trainer.Step > 0 && File.Exists(folder.Distributions))
        {
            _snapshots.AddRange(JsonSerializer.Deserialize<List<GaussianSnapshot>>(File.ReadAllText(folder.Distributions), JsonOptions)!);
        }
        else
        {
            Take(trainer, "start");
        }
    }

    /// <inheritdoc/>
    public void EpochEnd(Trainer trainer, double done)
    {
        if (_snapshots.Count == 1 && done is >= 0.5 and < 1)
        {
            Take(trainer, "midway");
        }
    }

    /// <inheritdoc/>
    public void End(Trainer trainer, double done)
    {
        // Stopped early, the run has no end to show yet.
        if (done >= 1)
        {
            Take(trainer, "end");
        }
    }

    private void Take(Trainer trainer, string moment)
    {
        _snapshots.RemoveAll(snapshot => snapshot.Title.StartsWith(moment, StringComparison.Ordinal));
        var samples = Samples(trainer);
        var data = new float[Count];
        new RandomStream((ulong)seed, TrainingStreams.SampleData).Normal(data, 0, (float)options.Mean, (float)options.Std);
        var (x, judgement) = Judge(trainer);
        var optimum = OptimalDiscriminator.Estimate(x, options.Mean, options.Std, samples);
        _snapshots.Add(new GaussianSnapshot(FormattableString.Invariant($"{moment} (step {trainer.Step})"), data, samples, x, judgement, optimum));
        AtomicFile.WriteAllText(folder.Distributions, JsonSerializer.Serialize(_snapshots, JsonOptions));
        AtomicFile.WriteAllText(folder.DistributionPlot, GaussianPlot.Render($"{trainer.Preset.Name}: data, samples and discriminator", _snapshots));
    }

    private float[] Samples(Trainer trainer)
    {
        trainer.Preset.Latent.Distribution.Fill(_generator!.Input(StepGraph.Latents), new RandomStream((ulong)seed, TrainingStreams.SampleLatents), 0);
        trainer.Engine.Run(_generator);
        return _generator.Output(StepGraph.Samples).ToArray();
    }

    private (double[] X, double[] Probability) Judge(Trainer trainer)
    {
        var x = new double[Positions];
        var items = _discriminator!.Input(StepGraph.Images);
        for (var i = 0; i < Positions; i++)
        {
            x[i] = options.Mean + (options.Std * Reach * ((2.0 * i / (Positions - 1)) - 1));
            items[i] = (float)x[i];
        }

        trainer.Engine.Run(_discriminator);
        return (x, Array.ConvertAll(_discriminator.Output(JudgementGraph.Probability).ToArray(), value => (double)value));
    }
}
