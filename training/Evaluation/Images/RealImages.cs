using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>The real images that a generator is measured against.</summary>
/// <param name="Name">What they are, in words.</param>
/// <param name="Unseen">Images that it was not trained on, [count, channels · side · side].</param>
/// <param name="UnseenLabels">Their labels, [count]; empty where nobody asks for them.</param>
/// <param name="Train">
/// Images that it may have been trained on, in the same form: what the floor is taken from and neighbours are sought among.
/// </param>
public sealed record RealImages(string Name, ReadOnlyMemory<byte> Unseen, ReadOnlyMemory<byte> UnseenLabels, ReadOnlyMemory<byte> Train)
{
    /// <summary>Fewer unseen images than this tell nothing.</summary>
    public const int LeastUnseen = 100;

    private const int MostBytes = 1 << 28;

    /// <summary>Of every image; MNIST's where nothing else is said.</summary>
    public ImageSize Size { get; init; } = ImageSize.Digits;

    /// <summary>SHA-256 that the manifest of a generator of these images may name.</summary>
    public IReadOnlyList<string> Sums { get; init; } = [Mnist.TrainImages.Sha256];

    /// <summary>
    /// A preset's own images: those that it holds out against those that it trains on. Where it holds out fewer than a hundred, the
    /// set's own test images against those, or else one half of all images against the other. Of sets that are too large for it, the first
    /// and the last images.
    /// </summary>
    /// <param name="images">What the preset trains on.</param>
    /// <param name="data">The images.</param>
    /// <param name="test">The set's test images, with labels of the same classes; null where it has none.</param>
    public static RealImages Of(ImageOptions images, ITableSource data, ImageSet? test = null)
    {
        var size = ImageSize.Of(images);
        var count = (int)Math.Min(data.RowCount, MostBytes / size.Length);
        string[] sums = [data.Sha256, data.ItemsSha256];
        var kept = (images as OwnImageOptions)?.HoldOut ?? 0;
        var held = kept >= LeastUnseen ? kept : 0;
        if (held == 0 && test is not null)
        {
            return new($"{test.Images.Count} test images", test.Images.Whole.ToArray(), test.Labels!.Values, Rows(0, count))
            {
                Size = size,
                Sums = sums,
            };
        }

        var unseen = held > 0 ? Math.Min(held, count / 2) : count / 2;
        var all = count == data.RowCount ? $"the {count}" : $"{count} of the {data.RowCount}";
        var name = held > 0 ? $"{unseen} images that training did not see"
            : kept > 0 ? $"half of {all} images, of which {kept} were held out, too few to compare with"
            : $"half of {all} training images";
        var (last, first) = (Rows(data.RowCount - unseen, unseen), Rows(0, count - unseen));
        return new(name, last, default, first) { Size = size, Sums = sums };

        byte[] Rows(int from, int rows)
        {
            var pixels = new byte[rows * size.Length];
            for (var row = 0; row < rows; row++)
            {
                data.ReadRow(from + row, pixels.AsSpan(row * size.Length, size.Length));
            }

            return pixels;
        }
    }

    /// <summary>MNIST's test images: what results are reported on.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged.</exception>
    public static RealImages Test(DatasetFolder mnist)
    {
        var images = mnist.Read(Mnist.TestImages);
        return new(
            $"MNIST test, {images.Shape[0]} images",
            images.Content,
            mnist.Read(Mnist.TestLabels).Content,
            mnist.Read(Mnist.TrainImages).Content);
    }

    /// <summary>The last training images, for choosing between presets that leave them out (<c>data.holdOut</c>).</summary>
    /// <param name="mnist">All four files.</param>
    /// <param name="count">How many, 1 to 50,000.</param>
    /// <exception cref="DatasetException">A file is missing or damaged.</exception>
    public static RealImages HeldOut(DatasetFolder mnist, int count)
    {
        var (images, labels) = (mnist.Read(Mnist.TrainImages).Content, mnist.Read(Mnist.TrainLabels).Content);
        var first = labels.Length - count;
        return new(
            $"MNIST training, the last {count} images",
            images[(first * MnistOptions.Pixels)..],
            labels[first..],
            images[..(first * MnistOptions.Pixels)]);
    }
}
