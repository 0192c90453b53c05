using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Classifiers;

/// <summary>
/// Training batches of the classifier: labelled digits in a new order each epoch, each shifted by up to two pixels, and some images
/// that are no digits. A batch is a function of images, seed and step.
/// </summary>
/// <param name="images">[count, 784], grey levels.</param>
/// <param name="labels">[count], each from 0 to 9.</param>
/// <param name="seed">Order, shifts and noise follow from it.</param>
public sealed class DigitBatches(ReadOnlyMemory<byte> images, ReadOnlyMemory<byte> labels, ulong seed)
{
    /// <summary>Images in a batch.</summary>
    public const int Batch = 128;

    /// <summary>Images of a batch that are no digits, its last ones.</summary>
    public const int NonDigits = 16;

    /// <summary>Images of a batch that are digits; a set has to have as many.</summary>
    public const int Digits = Batch - NonDigits;

    private const int Side = MnistOptions.Side;
    private const int Pixels = MnistOptions.Pixels;
    private const int LargestShift = 2;
    private const int Shifts = (2 * LargestShift) + 1;

    // Blocks from 0 on hold one level an image.
    private const ulong FirstImageBlock = 1UL << 40;

    private static readonly GreyScale Scale = new(0, 1);
    private readonly int[] _order = new int[labels.Length];
    private long _orderedEpoch = -1;

    /// <summary>Steps that see each image once; the images that do not fill the last batch wait for another epoch.</summary>
    public long StepsPerEpoch { get; } = labels.Length >= Digits && images.Length == (long)labels.Length * Pixels
        ? labels.Length / Digits
        : throw new ArgumentException(
            $"The classifier needs {Digits} images of {Pixels} pixels or more, "
            + $"one label each; {images.Length} pixels and {labels.Length} labels were given.",
            nameof(images));

    /// <summary>Writes the batch of a step, counted from 0.</summary>
    /// <param name="step">Steps that came before.</param>
    /// <param name="pixels">[128, 784], 0 to 1.</param>
    /// <param name="oneHot">[128, 11].</param>
    public void Fill(long step, Span<float> pixels, Span<float> oneHot)
    {
        var order = Order(step / StepsPerEpoch);
        var first = (int)(step % StepsPerEpoch) * Digits;
        Span<uint> shifts = stackalloc uint[Digits];
        new RandomStream(seed, EvaluationStreams.Shifts).Bits(shifts, (ulong)step);
        oneHot.Clear();
        for (var i = 0; i < Digits; i++)
        {
            var item = order[first + i];
            var (right, down) = ((int)(shifts[i] % Shifts) - LargestShift, (int)(shifts[i] / Shifts % Shifts) - LargestShift);
            Shift(images.Span.Slice(item * Pixels, Pixels), right, down, pixels.Slice(i * Pixels, Pixels));
            oneHot[(i * DigitNetwork.TrainingOutputs) + labels.Span[item]] = 1;
        }

        FillNonDigits(step, order, pixels[(Digits * Pixels)..]);
        for (var i = Digits; i < Batch; i++)
        {
            oneHot[(i * DigitNetwork.TrainingOutputs) + DigitNetwork.NoDigit] = 1;
        }
    }

    private static void Shift(ReadOnlySpan<byte> image, int right, int down, Span<float> shifted)
    {
        shifted.Clear();
        var (length, from, to) = (Side - Math.Abs(right), Math.Max(0, -right), Math.Max(0, right));
        for (var y = Math.Max(0, -down); y < Math.Min(Side, Side - down); y++)
        {
            Scale.Map(image.Slice((y * Side) + from, length), shifted.Slice(((y + down) * Side) + to, length));
        }
    }

    /// <summary>In turn: one grey all over, noise of any level, and the pixels of a digit in a random order.</summary>
    private void FillNonDigits(long step, ReadOnlySpan<int> order, Span<float> pixels)
    {
        var random = new RandomStream(seed, EvaluationStreams.NonDigits);
        Span<float> levels = stackalloc float[NonDigits];
        random.Uniform(levels, (ulong)step, 0, 1);
        Span<int> places = new int[Pixels];
        for (var i = 0; i < NonDigits; i++)
        {
            var image = pixels.Slice(i * Pixels, Pixels);
            var block = FirstImageBlock + ((ulong)step * NonDigits) + (ulong)i;
            switch (i % 3)
            {
                case 0:
                    // Half of them black: that is what a broken generator draws.
                    image.Fill(Math.Max(0, (2 * levels[i]) - 1));
                    break;
                case 1:
                    random.Uniform(image, block, 0, Math.Max(levels[i], 0.05f));
                    break;
                default:
                    Scale.Map(images.Span.Slice(order[(int)(levels[i] * order.Length)] * Pixels, Pixels), image);
                    random.Permutation(places, block);
                    var scattered = image.ToArray();
                    for (var place = 0; place < Pixels; place++)
                    {
                        image[place] = scattered[places[place]];
                    }

                    break;
            }
        }
    }

    private ReadOnlySpan<int> Order(long epoch)
    {
        if (_orderedEpoch != epoch)
        {
            new RandomStream(seed, EvaluationStreams.Order).Permutation(_order, (ulong)epoch);
            _orderedEpoch = epoch;
        }

        return _order;
    }
}
