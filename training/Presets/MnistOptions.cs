using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Presets;

/// <summary>MNIST's 60,000 training images, flat [784], white ink on black.</summary>
/// <param name="Range">What black and white become, for example [−1, 1].</param>
/// <param name="Batch">Images in a step, at most those that are left when some are held out.</param>
/// <param name="LastBatch">What happens to the images that do not fill a batch.</param>
/// <param name="HoldOut">Images at the end that training does not see.</param>
public sealed record MnistOptions(
    IReadOnlyList<double> Range,
    [Within(1, MnistOptions.Count)] int Batch,
    LastBatch LastBatch,
    [Within(0, 50_000)] int HoldOut) : ImageOptions(Range, Batch, LastBatch, HoldOut)
{
    /// <summary>Training images.</summary>
    public const int Count = 60_000;

    /// <summary>Width and height of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Side * Side;

    /// <inheritdoc/>
    public override int ImageSide => Side;

    /// <inheritdoc/>
    public override int Classes => 10;

    internal override void Validate()
    {
        base.Validate();
        Bounds.Check("data.batch", Batch, 1, Count - HoldOut);
    }
}
