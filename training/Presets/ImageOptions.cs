using System.Globalization;
using Gan.Onnx.Graphs;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>Square images, flat [channels · side · side]: channel by channel, row by row.</summary>
/// <param name="Range">What black and white become, for example [−1, 1].</param>
/// <param name="Batch">Images in a step.</param>
/// <param name="LastBatch">What happens to the images that do not fill a batch.</param>
/// <param name="HoldOut">Images at the end that training does not see, to judge by while a preset is tuned.</param>
public abstract record ImageOptions(IReadOnlyList<double> Range, int Batch, LastBatch LastBatch, int HoldOut) : DataOptions(Batch)
{
    private const double MostLevel = 1e6, LeastRange = 1e-6;

    /// <summary>Width and height of an image.</summary>
    public abstract int ImageSide { get; }

    /// <summary>1 for grey, 3 for red, green and blue.</summary>
    public virtual int ImageChannels => 1;

    /// <summary>Numbers in an image.</summary>
    public int ImageLength => ImageChannels * ImageSide * ImageSide;

    /// <inheritdoc/>
    public override Shape ItemShape => Shape.Of(ImageLength);

    /// <summary>What grey levels become.</summary>
    internal GreyScale Scale => new((float)Range[0], (float)Range[1]);

    internal override void Validate()
    {
        base.Validate();
        if (Range.Count != 2 || Range[1] - Range[0] < LeastRange || Range.Any(level => Math.Abs(level) > MostLevel))
        {
            throw new PresetException(
                $"data.range must be two numbers from {-MostLevel} to {MostLevel}, black below white by {LeastRange} or more, "
                + $"found [{string.Join(", ", Range.Select(number => number.ToString(CultureInfo.InvariantCulture)))}].");
        }
    }
}
