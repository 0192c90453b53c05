using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Trainers;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Runs;

/// <summary>
/// The same latents through the generator, as an export would show them, whenever the metrics have a line: grids
/// <c>samples/epoch-0001.png</c> …, and <c>samples/step-000156.png</c> … within epochs, of 4×4 images, or of four of each class where
/// there are labels, a column a class.
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
    public void LineEnd(Trainer trainer, double done) => Write(trainer);

    /// <inheritdoc/>
    public void End(Trainer trainer, double done)
    {
        // The end of an epoch has a grid already, and the beginning none.
        if (trainer.Step % trainer.Data.StepsPerEpoch != 0)
        {
            Write(trainer);
        }
    }

    private void Write(Trainer trainer) => PngFile.Write(
        folder.Grid(trainer.Step, trainer.Data.StepsPerEpoch),
        new ImageGrid(_columns, Scale).Draw(_sampler!.Generate(), _side, _side, _channels));
}
