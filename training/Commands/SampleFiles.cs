using Gan.Onnx.Generation.Files;
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
    public static Action<AtomicFiles, string, FrozenGenerator, GeneratedImages> Writer(SampleRequest request)
    {
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
            _ when request.IsFolder => IdxSampleFolder.Write,
            _ => WriteIdx,
        };
    }

    private static void WritePng(AtomicFiles files, string path, FrozenGenerator generator, GeneratedImages images)
    {
        var all = new float[images.Count * generator.ImageValues];
        var filled = 0;
        foreach (var batch in images.Intensities())
        {
            batch.CopyTo(all.AsMemory(filled));
            filled += batch.Length;
        }

        var grid = new ImageGrid(ImageGrid.NearSquareColumns(images.Count))
            .Draw(all, generator.ImageWidth, generator.ImageHeight, generator.ImageChannels);
        files.Add(path, PngFile.Encode(grid));
    }

    private static void WriteNpy(AtomicFiles files, string path, FrozenGenerator generator, GeneratedImages images) =>
        NpyFile.Write(files, path, [images.Count, .. generator.Manifest.ImageShape], images.Intensities());

    /// <exception cref="RunException">The images are in colour, for which MNIST's files have no place.</exception>
    internal static void WriteIdx(AtomicFiles files, string path, FrozenGenerator generator, GeneratedImages images)
    {
        if (generator.ImageChannels != Picture.Grey)
        {
            throw new RunException(
                $"--output {path}: IDX files are read as grey images [N, height, width], and '{generator.Manifest.Preset}' makes colours "
                + $"[N, {string.Join(", ", generator.Manifest.ImageShape)}]. Use .npy or .png.");
        }

        IdxFile.Write(files, path, [images.Count, generator.ImageHeight, generator.ImageWidth], images.Greys());
    }
}
