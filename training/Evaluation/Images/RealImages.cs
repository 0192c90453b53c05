using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Evaluation.Images;

/// <summary>The real images that a generator is measured against.</summary>
/// <param name="Name">What they are, in words.</param>
/// <param name="Unseen">Images that it was not trained on, [count, 784].</param>
/// <param name="UnseenLabels">Their labels, [count].</param>
/// <param name="Train">
/// Images that it may have been trained on, [count, 784]: what the floor is taken from and neighbours are sought among.
/// </param>
public sealed record RealImages(string Name, ReadOnlyMemory<byte> Unseen, ReadOnlyMemory<byte> UnseenLabels, ReadOnlyMemory<byte> Train)
{
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
