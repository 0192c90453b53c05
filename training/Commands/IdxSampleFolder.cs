using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Commands;

/// <summary>
/// An MNIST of generated images, as its loaders look for it. A conditional generator gives all four official files, and links to them in
/// <c>MNIST/raw</c>, where torchvision looks: <c>torchvision.datasets.MNIST(folder)</c>. An unconditional one gives training images alone,
/// since nobody knows their labels.
/// </summary>
internal static class IdxSampleFolder
{
    // The share of MNIST's own test images.
    private const int TrainImagesPerTestImage = 6;
    private static readonly string LinkFolder = Path.Combine("MNIST", "raw");

    /// <summary>The files that may be written to a folder.</summary>
    public static IEnumerable<string> Paths(string folder) =>
        Mnist.Dataset.Files.SelectMany(file => new[] { Path.Combine(folder, file.Name), Path.Combine(folder, LinkFolder, file.Name) });

    /// <summary>Adds the images that were asked for as training images, and a sixth as many again as test images.</summary>
    public static void Write(AtomicFiles files, string folder, FrozenGenerator generator, GeneratedImages images)
    {
        SampleFiles.WriteIdx(files, Path.Combine(folder, Mnist.TrainImages.Name), generator, images);
        if (!HasLabels(generator.Manifest))
        {
            return;
        }

        var test = images.Next(Math.Max(1, images.Count / TrainImagesPerTestImage));
        IdxFile.Write(files, Path.Combine(folder, Mnist.TrainLabels.Name), [images.Count], [images.Labels()]);
        SampleFiles.WriteIdx(files, Path.Combine(folder, Mnist.TestImages.Name), generator, test);
        IdxFile.Write(files, Path.Combine(folder, Mnist.TestLabels.Name), [test.Count], [test.Labels()]);
    }

    /// <summary>Whether a model's images have labels that fit into the format.</summary>
    public static bool HasLabels(Manifest model) => model.Classes is > 0 and <= 256;

    /// <summary>Makes the links, once the files are there; copies where the file system has no links.</summary>
    public static void Link(string folder)
    {
        var links = Path.Combine(folder, LinkFolder);
        OutputFolder.Make(links);
        foreach (var file in Mnist.Dataset.Files)
        {
            var link = Path.Combine(links, file.Name);
            File.Delete(link);
            try
            {
                File.CreateSymbolicLink(link, Path.Combine("..", "..", file.Name));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
            {
                File.Copy(Path.Combine(folder, file.Name), link);
            }
        }
    }
}
