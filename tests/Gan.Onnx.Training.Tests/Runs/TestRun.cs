using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Commands;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Export;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Runs;

namespace Gan.Onnx.Training.Tests.Runs;

/// <summary>A run in a folder of its own, trained as the command line does it, on data that need no download.</summary>
/// <param name="path">The run folder.</param>
/// <param name="preset">What is trained.</param>
/// <param name="seed">Everything random follows from it.</param>
/// <param name="images">How many images there are, where the preset trains on images.</param>
internal sealed class TestRun(string path, Preset preset, long seed = 7, int images = 0)
{
    /// <summary>No checkpoints but the first and the last.</summary>
    public static LoopCadence Rare { get; } = new(TimeSpan.FromHours(1), 0);

    public RunFolder Folder { get; } = new(path);

    /// <summary>What the run writes for people; costs more time than tiny steps do.</summary>
    public bool Reports { get; init; }

    /// <summary>What trains.</summary>
    public Func<IReadOnlyList<ParameterBlock>, TrainingEngine> CreateEngine { get; init; } = blocks => new HostEngine(blocks);

    public Preset Preset => preset;

    /// <summary>The one file of weights in the checkpoint.</summary>
    public string Weights => Assert.Single(Directory.GetFiles(Folder.Checkpoint, "weights-*"));

    /// <summary>What a run must reproduce to the byte: names and SHA-256 of weights, state, frozen generator and sample grids.</summary>
    public string[] Outcome() =>
    [
        .. new[] { Weights, Path.Combine(Folder.Checkpoint, "state.json"), Folder.Generator }
            .Concat(Directory.Exists(Folder.Samples) ? Directory.GetFiles(Folder.Samples, "epoch-*").Order() : [])
            .Select(
                file => $"{Path.GetRelativePath(Folder.Path, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    /// <summary>The lines of <c>metrics.jsonl</c> without what the clock and the machine say.</summary>
    public string[] MetricsWithoutTimes() => WithoutTimes(Folder.Metrics);

    public static string[] WithoutTimes(string metrics) =>
    [
        .. File.ReadLines(metrics).Select(line =>
        {
            var fields = JsonNode.Parse(line)!.AsObject();
            fields.Remove("seconds");
            foreach (var metric in KnownMetrics.All.Where(metric => metric.Chart.OfMachine))
            {
                fields.Remove(metric.Name);
            }

            return fields.ToJsonString();
        }),
    ];

    public IDataSource Open() => preset.Data is MnistOptions options
        ? TinyImages.Open(options, seed, images)
        : TrainingData.Open(preset, seed, null, null, CancellationToken.None);

    public ResolvedOptions Options(TrainingLimit limit) => new(
        "0.0.0", preset, new RunSettings(seed, limit, 2, "cpu", Open().Sha256) { Asked = $"train --preset {preset.Name}" });

    /// <summary>Trains to this many steps in total, from the checkpoint if there is one.</summary>
    public RunState TrainTo(long steps, LoopCadence? cadence = null) => Train(new TrainingLimit(null, steps, null), cadence ?? Rare);

    /// <summary>A trainer at the run's beginning.</summary>
    public Trainer Create() => new(preset, seed, Open(), CreateEngine);

    public RunState Train(TrainingLimit limit, LoopCadence cadence, Func<TrainingLoop, IterationSums, (RunState, bool)>? run = null)
    {
        var options = Options(limit);
        using var trainer = Create();
        var sums = Directory.Exists(Folder.Checkpoint) ? Checkpoint.Read(Folder.Checkpoint, options, trainer).Sums : default;
        options.Write(Folder.Options);
        using var evaluation = cadence.Evaluations > 0
            ? new RunEvaluation(trainer, Folder, options, cadence.Evaluations, classifier: null)
            : null;
        var loop = new TrainingLoop(trainer, Folder, options, Reports ? RunReports.For(Folder, preset, seed) : [], cadence, evaluation);
        var (state, _) = run is null ? loop.Run(sums, CancellationToken.None) : run(loop, sums);
        GeneratorExport.Write(Folder.Generator, preset, trainer.Generator, options.Origin(state.Extent, loop.Seconds), options.Run.Threads);
        return state;
    }
}
