using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Iterations.Engine;
using Gan.Onnx.Training.Iterations.Steps;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Iterations.Engine;

/// <summary>A preset, the tiny one unless another is given, on an engine, with inputs that depend on the step alone.</summary>
internal sealed class TinyRun : IDisposable
{
    private const int Batch = 8;

    private readonly EngineGraph _discriminatorStep;
    private readonly EngineGraph _generatorStep;
    private readonly CompiledGraph _discriminator;
    private readonly CompiledGraph _generator;

    /// <summary>Initialises both networks and compiles both steps.</summary>
    public TinyRun(Func<IReadOnlyList<ParameterBlock>, TrainingEngine> createEngine, Preset? preset = null)
    {
        preset ??= TinyPresets.Scalars();
        Blocks =
        [
            new ParameterBlock(preset.CreateDiscriminator(), preset.Optimizers.Discriminator),
            new ParameterBlock(preset.CreateGenerator(), preset.Optimizers.Generator, preset.Average),
        ];
        for (var i = 0; i < Blocks.Count; i++)
        {
            Blocks[i].Initialize(new RandomStream(1, (ulong)i));
        }

        Engine = createEngine(Blocks);
        (_discriminatorStep, _generatorStep) = (
            DiscriminatorStep.Build(preset, Batch, Engine.Lowering), GeneratorStep.Build(preset, Batch, Engine.Lowering));
        (_discriminator, _generator) = (Engine.Compile(_discriminatorStep.Graph), Engine.Compile(_generatorStep.Graph));
    }

    /// <summary>The discriminator's and the generator's block.</summary>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>The engine under test.</summary>
    public TrainingEngine Engine { get; }

    /// <summary>The discriminator's and the generator's step.</summary>
    public (CompiledGraph Discriminator, CompiledGraph Generator) Steps => (_discriminator, _generator);

    /// <summary>One iteration.</summary>
    /// <returns>D's and G's loss.</returns>
    public (float Discriminator, float Generator) Iterate(int step)
    {
        Feed(_discriminator, _discriminatorStep, step);
        Engine.Run(_discriminator);
        Assert.True(Engine.Update(Preset.DiscriminatorName, step));
        Feed(_generator, _generatorStep, step);
        Engine.Run(_generator);
        Assert.True(Engine.Update(Preset.GeneratorName, step));
        return (_discriminator.Scalar(EngineGraph.Loss), _generator.Scalar(EngineGraph.Loss));
    }

    /// <summary>All parameters, gradients and states.</summary>
    public float[] Snapshot() =>
    [
        .. Blocks.SelectMany(block => block.Persistent().Select(tensor => (tensor.Entry, tensor.Buffer))
            .Concat(block.Entries.Select(entry => (Entry: entry, Buffer: block.Gradients)))
            .SelectMany(tensor => tensor.Buffer.Span.Slice(tensor.Entry.Offset, tensor.Entry.Length).ToArray())),
    ];

    /// <summary>Overwrites all parameters, gradients and states.</summary>
    public void Fill(Func<float> next)
    {
        foreach (var block in Blocks)
        {
            foreach (var (entry, buffer) in block.Persistent().Select(tensor => (tensor.Entry, tensor.Buffer))
                .Concat(block.Entries.Select(entry => (entry, block.Gradients))))
            {
                foreach (ref var element in buffer.Span.Slice(entry.Offset, entry.Length))
                {
                    element = next();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _discriminator.Dispose();
        _generator.Dispose();
        Engine.Dispose();
        foreach (var block in Blocks)
        {
            block.Dispose();
        }
    }

    private static void Feed(CompiledGraph compiled, EngineGraph definition, int step)
    {
        ulong stream = 10;
        foreach (var (name, _) in compiled.Feeds.Where(feed => !definition.Masks.Any(mask => mask.Name == feed.Name)))
        {
            new RandomStream(2, stream++).Normal(compiled.Input(name), (ulong)step, 0, 1);
        }

        foreach (var mask in definition.Masks)
        {
            mask.Fill(compiled.Input(mask.Name), new RandomStream(2, stream++), (ulong)step);
        }
    }
}
