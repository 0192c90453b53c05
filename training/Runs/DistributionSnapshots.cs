using System.Text.Json;
using System.Text.Json.Serialization;
using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs.Plots;

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
    private const string Start = "start";
    private const string Middle = "midway";
    private const string Finish = "end";

    // D* is NaN where neither data nor samples fall.
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly List<GaussianSnapshot> _snapshots = [];
    private Sampler? _generator;
    private CompiledGraph? _discriminator;

    /// <inheritdoc/>
    public void Begin(Trainer trainer, double done)
    {
        _generator = trainer.Own(new Sampler(trainer, Count));
        _discriminator = trainer.Compile(DiscriminatorGraph.Build(trainer.Preset, Positions, trainer.Engine.Lowering));
        if (trainer.Step == 0 || Earlier() is not { } earlier)
        {
            Take(trainer, Start);
            return;
        }

        _snapshots.AddRange(earlier);
        if (done < 1 && _snapshots.Any(snapshot => Shows(snapshot, Finish)))
        {
            // The run had ended and is made longer: its middle is a later one.
            _snapshots.RemoveAll(snapshot => !Shows(snapshot, Start));
        }

        TakeMidway(trainer, done);
    }

    /// <inheritdoc/>
    public void LineEnd(Trainer trainer, double done) => TakeMidway(trainer, done);

    /// <inheritdoc/>
    public void End(Trainer trainer, double done)
    {
        // Stopped early, the run has no end to show yet.
        if (done >= 1)
        {
            Take(trainer, Finish);
        }
    }

    /// <summary>What the run has drawn before; null where that is lost or damaged, which costs nothing but a picture.</summary>
    private List<GaussianSnapshot>? Earlier()
    {
        try
        {
            var text = File.Exists(folder.Distributions) ? File.ReadAllText(folder.Distributions) : "null";
            return JsonSerializer.Deserialize<List<GaussianSnapshot>>(text, JsonOptions) is { } read && read.TrueForAll(IsWhole)
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(GaussianSnapshot? snapshot) =>
        snapshot is { Title: not null, Data: not null, Samples: not null, X: { } x, Discriminator: { } judged, Optimum: { } optimum }
        && x.Count == judged.Count
        && x.Count == optimum.Count;

    private static bool Shows(GaussianSnapshot snapshot, string moment) => snapshot.Title.StartsWith(moment, StringComparison.Ordinal);

    private void TakeMidway(Trainer trainer, double done)
    {
        if (done is >= 0.5 and < 1 && !_snapshots.Any(snapshot => Shows(snapshot, Middle)))
        {
            Take(trainer, Middle);
        }
    }

    private void Take(Trainer trainer, string moment)
    {
        _snapshots.RemoveAll(snapshot => Shows(snapshot, moment));
        var samples = Samples(trainer);
        var data = new float[Count];
        new RandomStream((ulong)seed, TrainingStreams.SampleData).Normal(data, 0, (float)options.Mean, (float)options.Std);
        var (x, judgement) = Judge(trainer);
        var optimum = OptimalDiscriminator.Estimate(x, options.Mean, options.Std, samples);
        _snapshots.Add(
            new GaussianSnapshot(FormattableString.Invariant($"{moment} (step {trainer.Step})"), data, samples, x, judgement, optimum));
        AtomicFile.WriteAllText(folder.Distributions, JsonSerializer.Serialize(_snapshots, JsonOptions));
        AtomicFile.WriteAllText(
            folder.DistributionPlot, GaussianPlot.Render($"{trainer.Preset.Name}: data, samples and discriminator", _snapshots));
    }

    private float[] Samples(Trainer trainer)
    {
        trainer.Preset.Latent.Distribution.Fill(_generator!.Latents, new RandomStream((ulong)seed, TrainingStreams.SampleLatents), 0);
        return _generator.Generate().ToArray();
    }

    private (double[] X, double[] Probability) Judge(Trainer trainer)
    {
        var x = new double[Positions];
        var items = _discriminator!.Input(EngineGraph.Images);
        for (var i = 0; i < Positions; i++)
        {
            x[i] = options.Mean + (options.Std * Reach * ((2.0 * i / (Positions - 1)) - 1));
            items[i] = (float)x[i];
        }

        trainer.Engine.Run(_discriminator);
        return (x, Array.ConvertAll(_discriminator.Output(DiscriminatorGraph.Probability).ToArray(), value => (double)value));
    }
}
