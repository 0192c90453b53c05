using System.Globalization;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// The same latents through the generator after every epoch, as grids <c>samples/epoch-0001.png</c> …, as an export would show them:
/// 4×4 images, or four of each class where there are labels, a column a class.
/// </summary>
/// <param name="folder">Where the grids go.</param>
/// <param name="seed">The run's seed; the latents follow from it.</param>
public sealed class SampleGrids(RunFolder folder, long seed) : IRunReport
{
    private const int Side = 4;
    private const int Scale = 2;
    private Sampler? _sampler;
    private int _columns;
    private int _channels;
    private int _side;

    /// <inheritdoc/>
    public void Begin(Trainer trainer, double done)
    {
        var images = (ImageOptions)trainer.Preset.Data;
        (_channels, _side) = (images.ImageChannels, images.ImageSide);
        _columns = trainer.Preset.Classes > 0 ? trainer.Preset.Classes : Side;
        _sampler = trainer.Own(new Sampler(trainer, Side * _columns));
        _sampler.DrawLatents(new RandomStream((ulong)seed, TrainingStreams.SampleLatents));
    }

    /// <inheritdoc/>
    public void EpochEnd(Trainer trainer, double done) =>
        Write(string.Create(CultureInfo.InvariantCulture, $"epoch-{trainer.Step / trainer.Data.StepsPerEpoch:D4}.png"));

    /// <inheritdoc/>
    public void End(Trainer trainer, double done)
    {
        if (trainer.Step % trainer.Data.StepsPerEpoch != 0)
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"step-{trainer.Step:D6}.png"));
        }
    }

    private void Write(string name)
    {
        PngFile.Write(
            Path.Combine(folder.Samples, name),
            new ImageGrid(_columns, Scale).Draw(_sampler!.Generate(), _side, _side, _channels));
    }
}
