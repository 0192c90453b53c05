using System.Globalization;
using Gan.Onnx.Generation;
using Gan.Onnx.Training.Engine;
using Gan.Onnx.Training.Presets;
using Gan.Onnx.Training.Steps;
using Gan.Onnx.Training.Storage;

namespace Gan.Onnx.Training.Runs;

/// <summary>The same 16 latents through the generator after every epoch, as 4×4 grids <c>samples/epoch-0001.png</c> …, dropout off.</summary>
/// <param name="folder">Where the grids go.</param>
/// <param name="seed">The run's seed; the latents follow from it.</param>
public sealed class SampleGrids(RunFolder folder, long seed) : IRunReport
{
    private const int Side = 4;
    private const int Scale = 2;
    private CompiledGraph? _graph;

    /// <inheritdoc/>
    public void Begin(Trainer trainer, double done)
    {
        _graph = trainer.Compile(SampleGraph.Build(trainer.Preset, Side * Side, trainer.Engine.Lowering));
        var random = new RandomStream((ulong)seed, TrainingStreams.SampleLatents);
        var size = trainer.Preset.Latent.Size;
        for (var i = 0; i < Side * Side; i++)
        {
            trainer.Preset.Latent.Distribution.Fill(_graph.Input(StepGraph.Latents).Slice(i * size, size), random, (ulong)i);
        }
    }

    /// <inheritdoc/>
    public void EpochEnd(Trainer trainer, double done) =>
        Write(trainer, string.Create(CultureInfo.InvariantCulture, $"epoch-{trainer.Step / trainer.Data.StepsPerEpoch:D4}.png"));

    /// <inheritdoc/>
    public void End(Trainer trainer, double done)
    {
        if (trainer.Step % trainer.Data.StepsPerEpoch != 0)
        {
            Write(trainer, string.Create(CultureInfo.InvariantCulture, $"step-{trainer.Step:D6}.png"));
        }
    }

    private void Write(Trainer trainer, string name)
    {
        trainer.Engine.Run(_graph!);
        var grid = new ImageGrid(Side, Scale).Draw(_graph!.Output(StepGraph.Samples), MnistOptions.Side, MnistOptions.Side);
        PngFile.Write(Path.Combine(folder.Samples, name), grid);
    }
}
