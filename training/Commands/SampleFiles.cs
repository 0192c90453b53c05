using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Foundation.Storage;
using Gan.Onnx.Training.Iterations.Trainers;

namespace Gan.Onnx.Training.Commands;

/// <summary>The files that <c>sample</c> writes.</summary>
internal static class SampleFiles
{
    private const int MostInOnePicture = 10_000;

    /// <summary>What <c>--format</c> may say; auto goes by the extension.</summary>
    public static readonly string[] Formats = ["auto", "png", "npy", "idx"];

    /// <summary>What writes the images that were asked for.</summary>
    /// <exception cref="RunException">Format and output do not go together, or there are too many images.</exception>
    public static Action<string, FrozenGenerator, GeneratedImages> Writer(SampleRequest request)
    {
        var isFolder = request.Format == "idx" && !Path.GetExtension(request.Output).Equals(".idx", StringComparison.OrdinalIgnoreCase);
        var format = request.Format == "auto"
            ? OptionKinds.RequireExtension("--output", request.Output, ".png", ".npy", ".idx")[1..]
            : request.Format;
        return format switch
        {
            "png" when request.Count > MostInOnePicture =>
                throw new RunException(
                    $"--count {request.Count} is too many for one picture: a .png holds up to {MostInOnePicture}. Use .npy or .idx."),
            "png" => WritePng,
            "npy" => WriteNpy,
            _ when isFolder => WriteIdxFolder,
            _ => WriteIdx,
        };
    }

    private static void WritePng(string path, FrozenGenerator generator, GeneratedImages images)
    {
        var all = new float[images.Count * generator.ImageArea];
        var filled = 0;
        foreach (var batch in images.Intensities())
        {
            batch.CopyTo(all.AsMemory(filled));
            filled += batch.Length;
        }

        PngFile.Write(
            path, new ImageGrid(ImageGrid.NearSquareColumns(images.Count)).Draw(all, generator.ImageWidth, generator.ImageHeight));
    }

    private static void WriteNpy(string path, FrozenGenerator generator, GeneratedImages images) =>
        NpyFile.Write(path, [images.Count, 1, generator.ImageHeight, generator.ImageWidth], images.Intensities());

    private static void WriteIdx(string path, FrozenGenerator generator, GeneratedImages images) =>
        IdxFile.Write(path, [images.Count, generator.ImageHeight, generator.ImageWidth], images.Greys());

    /// <summary>The training half of an MNIST, as its loaders look for it; labels where the generator is conditional.</summary>
    private static void WriteIdxFolder(string folder, FrozenGenerator generator, GeneratedImages images)
    {
        WriteIdx(Path.Combine(folder, Mnist.TrainImages.Name), generator, images);
        if (generator.Manifest.Classes is > 0 and <= 256)
        {
            IdxFile.Write(Path.Combine(folder, Mnist.TrainLabels.Name), [images.Count], images.Labels());
        }
    }
}
