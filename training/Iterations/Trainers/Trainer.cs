using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Networks;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Iterations.Trainers;

/// <summary>
/// Both networks, their optimizers and the data, advanced one iteration at a time: a discriminator step, then a generator
/// step (Goodfellow et al. 2014, algorithm 1, with k = 1). The state after n iterations is a function of preset, seed,
/// data and n. To be used on one thread.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly ulong _seed;
    private readonly Dictionary<int, (CompiledGraph Discriminator, CompiledGraph Generator)> _steps = [];
    private readonly Dictionary<CompiledGraph, EngineGraph> _definitions = [];
    private readonly List<IDisposable> _others = [];
    private readonly RealItems _real;

    /// <summary>Freshly initialised networks on a device.</summary>
    /// <param name="preset">Networks, loss, optimizers, latents.</param>
    /// <param name="seed">Everything random follows from it.</param>
    /// <param name="device">cpu or cuda.</param>
    /// <param name="data">The real items.</param>
    /// <param name="cuda">How a GPU is used; the usual way when absent.</param>
    /// <exception cref="EngineException">The device cannot be used.</exception>
    /// <exception cref="RunException">The data's labels do not fit the preset.</exception>
    public Trainer(Preset preset, long seed, string device, IDataSource data, CudaOptions? cuda = null)
        : this(preset, seed, data, blocks => TrainingEngine.Create(device, blocks, cuda))
    {
    }

    /// <summary>Freshly initialised networks on an engine of the caller's choice.</summary>
    internal Trainer(Preset preset, long seed, IDataSource data, Func<IReadOnlyList<ParameterBlock>, TrainingEngine> createEngine)
    {
        if (preset.Classes > 0 && data.Classes != preset.Classes)
        {
            throw new RunException(
                $"preset '{preset.Name}' looks at labels of {preset.Classes} classes, the data's labels are of {data.Classes}. "
                + "Use data that fit it.");
        }

        _seed = (ulong)seed;
        Preset = preset;
        Data = data;
        Discriminator = new ParameterBlock(preset.CreateDiscriminator(), preset.Optimizers.Discriminator);
        Generator = new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator, preset.Average);
        Discriminator.Initialize(new RandomStream(_seed, TrainingStreams.DiscriminatorInitialization));
        Generator.Initialize(new RandomStream(_seed, TrainingStreams.GeneratorInitialization));
        Engine = createEngine([Discriminator, Generator]);
        _real = new RealItems(Engine, data);
        Strength = preset.Augment is null ? null : new AugmentStrength(preset.Augment);
    }

    /// <summary>What is trained.</summary>
    public Preset Preset { get; }

    /// <summary>The real items.</summary>
    public IDataSource Data { get; }

    /// <summary>What runs the graphs.</summary>
    public TrainingEngine Engine { get; }

    /// <summary>The discriminator's parameters and optimizer state.</summary>
    public ParameterBlock Discriminator { get; }

    /// <summary>The generator's parameters and optimizer state.</summary>
    public ParameterBlock Generator { get; }

    /// <summary>Everything random follows from it.</summary>
    public long Seed => (long)_seed;

    /// <summary>How strongly pictures are changed before the discriminator sees them; null for a preset that changes none.</summary>
    public AugmentStrength? Strength { get; }

    /// <summary>Iterations done.</summary>
    public long Step { get; internal set; }

    /// <summary>Real items seen.</summary>
    public long Images => Data.ItemsBefore(Step);

    /// <summary>One iteration.</summary>
    /// <param name="dump">Records everything that went in and came out; null to go on quickly.</param>
    /// <exception cref="RunException">A number came out NaN or infinite; the message names the tensor.</exception>
    public IterationResult Iterate(StepDump? dump = null)
    {
        var batch = Data.BatchSize(Step);
        var (discriminator, generator) = Compiled(batch);
        dump?.Parameters(this, "before");

        var moment = new StepMoment(_seed, Step, Data, name => discriminator.Input(name))
        {
            AugmentStrength = Strength?.State.Strength ?? 1,
        };
        _real.Gather(Step, discriminator);
        Advance(discriminator, Discriminator, moment, Step + 1, dump);
        var generatorLoss = float.NaN;
        if (Step >= Preset.Schedule.DiscriminatorPretraining)
        {
            Advance(generator, Generator, moment, Step + 1 - Preset.Schedule.DiscriminatorPretraining, dump);
            generatorLoss = generator.Scalar(EngineGraph.Loss);
        }

        if (Preset.Augment?.Adaptive is not null)
        {
            Strength!.See(discriminator.Scalar(DiscriminatorStep.RealSign), batch);
        }

        Step++;
        dump?.Parameters(this, "after");
        return new IterationResult(
            discriminator.Scalar(EngineGraph.Loss),
            generatorLoss,
            discriminator.Scalar(EngineGraph.RealProbability),
            discriminator.Scalar(EngineGraph.FakeProbability));
    }

    /// <summary>The steps of a batch size that occurred.</summary>
    internal (CompiledGraph Discriminator, CompiledGraph Generator) StepsOf(int batch) => _steps[batch];

    /// <summary>Loads a graph that this trainer then owns.</summary>
    public CompiledGraph Compile(EngineGraph graph) => Own(Engine.Compile(graph.Graph));

    /// <summary>Disposes of something together with the trainer.</summary>
    public T Own<T>(T other)
        where T : IDisposable
    {
        _others.Add(other);
        return other;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var graph in _steps.Values.SelectMany(pair => new IDisposable[] { pair.Discriminator, pair.Generator }).Concat(_others))
        {
            graph.Dispose();
        }

        _real.Dispose();
        Engine.Dispose();
        Discriminator.Dispose();
        Generator.Dispose();
    }

    private (CompiledGraph Discriminator, CompiledGraph Generator) Compiled(int batch)
    {
        if (!_steps.TryGetValue(batch, out var pair))
        {
            var source = _real.Source(batch);
            _steps[batch] = pair = (
                Define(items => DiscriminatorStep.Build(Preset, items, Engine.Lowering), batch, source),
                Define(items => GeneratorStep.Build(Preset, items, Engine.Lowering), batch, source));
        }

        return pair;
    }

    private CompiledGraph Define(Func<int, EngineGraph> build, int batch, CompiledGraph? source)
    {
        var parts = source is null ? MicroBatches.Count(Preset, batch) : 1;
        var definition = build(batch / parts);
        var compiled = parts > 1 && MicroBatches.Fit(definition, batch / parts) ? Engine.CompileParts(definition.Graph, parts) : null;
        if (compiled is null)
        {
            definition = parts > 1 ? build(batch) : definition;
            compiled = Engine.Compile(definition.Graph, source);
        }

        _definitions[compiled] = definition;
        return compiled;
    }

    /// <summary>Inputs, forward, backward, optimizer.</summary>
    private void Advance(CompiledGraph graph, ParameterBlock trained, StepMoment moment, long update, StepDump? dump)
    {
        // Real items that were gathered on the device are taken where they lie, and not fed.
        foreach (var input in _definitions[graph].Inputs.Where(input => graph.Takes(input.Name)))
        {
            input.Fill(graph.Input(input.Name), moment);
        }

        Engine.Run(graph);
        dump?.StepTensors(this, graph, trained);
        var loss = graph.Scalar(EngineGraph.Loss);
        if (!float.IsFinite(loss) || !Engine.Update(trained.Network.Name, update))
        {
            Engine.Download();
            throw NonFinite.Find(Step + 1, graph.Graph.Name, loss, trained, Engine.Blocks);
        }
    }
}

/// <summary>What one iteration showed.</summary>
/// <param name="DiscriminatorLoss">D's loss before its update.</param>
/// <param name="GeneratorLoss">G's loss before its update; NaN where only D was trained.</param>
/// <param name="RealProbability">mean D(x), as a probability.</param>
/// <param name="FakeProbability">mean D(G(z)) in D's step, as a probability.</param>
public readonly record struct IterationResult(float DiscriminatorLoss, float GeneratorLoss, float RealProbability, float FakeProbability);
