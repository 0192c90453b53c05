namespace Gan.Onnx.Training.Datasets;

/// <summary>Images to learn from and images to be tested on, both with labels, as MNIST and sets like it have them in four files.</summary>
/// <param name="Name">What the test images are called, in words.</param>
/// <param name="Train">Training images with their labels.</param>
/// <param name="Test">Test images of the same size with labels of the same classes.</param>
public sealed record LabelledSet(string Name, ImageSet Train, ImageSet Test)
{
    /// <summary>
    /// The set of a folder: MNIST, or another one in its file format under any of the names that such sets come with.
    /// </summary>
    /// <param name="path">The folder, or a file of the set; null for MNIST in the user's cache, which the first use fills.</param>
    /// <param name="progress">Told in words what is being done, if anything needs to be.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DatasetException">A file is missing or damaged, or the test images are of other classes or sizes.</exception>
    public static LabelledSet Open(string? path, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (path is null)
        {
            return OfMnist(Mnist.EnsureAsync(null, progress, cancellation).GetAwaiter().GetResult());
        }

        var train = IdxFolder.Open(path, labelled: true, transpose: false);
        return train.Images.Sha256 == Mnist.TrainImages.Sha256
            ? OfMnist(Mnist.Dataset.Open(Path.GetDirectoryName(train.Images.Path)!))
            : IdxFolder.OpenTest(path, transpose: false) is { } test
                ? new($"{test.Images.Path}, {test.Images.Count} images", train, Matching(train, test))
                : throw DatasetException.NoTestImages(train.Images.Path);
    }

    private static LabelledSet OfMnist(DatasetFolder mnist) => new(
        $"MNIST test, {mnist.Read(Mnist.TestImages).Shape[0]} images",
        Of(mnist, Mnist.TrainImages, Mnist.TrainLabels),
        Of(mnist, Mnist.TestImages, Mnist.TestLabels));

    private static ImageSet Of(DatasetFolder mnist, DatasetFile images, DatasetFile labels) =>
        new(ArrayRows.Of(mnist.Read(images)), ImageLabels.Of(mnist.Read(labels)));

    private static ImageSet Matching(ImageSet train, ImageSet test)
    {
        foreach (var (images, labels) in new[] { train, test })
        {
            if (labels!.Values.Length != images.Count)
            {
                throw DatasetException.NotLabels(labels.Path, images.Count, $"[{labels.Values.Length}]");
            }
        }

        if (!train.Images.Shape.Skip(1).SequenceEqual(test.Images.Shape.Skip(1)))
        {
            throw DatasetException.OtherTestImages(test.Images.Path, train.Images.Shape, test.Images.Shape);
        }

        var (expected, found) = (train.Labels!, test.Labels!);
        if (found.Classes != expected.Classes || !(found.Names ?? []).SequenceEqual(expected.Names ?? []))
        {
            throw DatasetException.OtherTestClasses(found.Path, expected.Classes, found.Classes);
        }

        return test;
    }
}
