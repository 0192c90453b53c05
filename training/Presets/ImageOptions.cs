using System.Globalization;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Graph;

namespace Gan.Onnx.Training.Presets;

/// <summary>Square grey images, flat [side · side].</summary>
/// <param name="Range">What black and white become, for example [−1, 1].</param>
/// <param name="Batch">Images in a step.</param>
/// <param name="LastBatch">What happens to the images that do not fill a batch.</param>
/// <param name="HoldOut">Images at the end that training does not see, to judge by while a preset is tuned.</param>
public abstract record ImageOptions(IReadOnlyList<double> Range, int Batch, LastBatch LastBatch, int HoldOut) : DataOptions(Batch)
{
    /// <summary>Width and height of an image.</summary>
    public abstract int ImageSide { get; }

    /// <inheritdoc/>
    public override Shape ItemShape => Shape.Of(ImageSide * ImageSide);

    /// <summary>What grey levels become.</summary>
    internal GreyScale Scale => new((float)Range[0], (float)Range[1]);

    internal override void Validate()
    {
        base.Validate();
        if (Range.Count != 2 || Range[0] >= Range[1])
        {
            throw new PresetException($"data.range must be two numbers, black below white, found [{string.Join(", ", Range.Select(number => number.ToString(CultureInfo.InvariantCulture)))}].");
        }
    }

    /// <summary>Batches of images.</summary>
    /// <param name="images">[count, side, side].</param>
    /// <param name="labels">[count]; null where nobody asks for them.</param>
    /// <param name="seed">The order follows from it.</param>
    /// <exception cref="DatasetException">They are of another size, or too few, or there are labels of more classes.</exception>
    protected ImageBatches Batches(IdxFile images, IdxFile? labels, long seed)
    {
        if (images.Shape is [_, var height, var width] && (height, width) != (ImageSide, ImageSide))
        {
            throw DatasetException.WrongSide(images.Path, ImageSide, height, width);
        }

        if (images.Shape[0] - HoldOut < Batch)
        {
            throw DatasetException.TooFew(images.Path, images.Shape[0], HoldOut, Batch);
        }

        var order = new RandomStream((ulong)seed, TrainingStreams.Data);
        var batches = new ImageBatches(images, Batch, LastBatch, Scale, order, HoldOut, labels);
        return batches.Classes <= Classes ? batches : throw DatasetException.TooManyClasses(labels!.Path, Classes, batches.Classes);
    }
}
