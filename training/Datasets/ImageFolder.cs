using Gan.Onnx.Generation.Random;
using Gan.Onnx.Graphs.Ops;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Datasets;

/// <summary>A folder of pictures as images and labels in memory.</summary>
public static class ImageFolder
{
    private const int Progress = 5000;
    private static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif"];

    /// <summary>
    /// Reads all pictures below a folder. Their order is random and always the same for the same names, so that classes are mixed.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="side">Width and height that they are resized to.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <param name="labelled">Whether sub-folders are classes.</param>
    /// <param name="progress">Told in words how far it is.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <returns>[count, side, side], or [count, 3, side, side] in colour, and the labels [count] where they are wanted.</returns>
    /// <exception cref="DatasetException">
    /// There is no folder, no picture or no sub-folder, or a file is no picture, damaged or too large.
    /// </exception>
    public static (IdxFile Images, IdxFile? Labels) Read(
        string folder, int side, int channels, bool labelled, IProgress<string>? progress, CancellationToken cancellation)
    {
        var classes = Directory.Exists(folder)
            ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToArray()
            : throw DatasetException.NoPictures(folder, "does not exist");
        if (labelled && classes.Length is 0 or > 256)
        {
            throw DatasetException.NoPictures(folder, $"has {classes.Length} sub-folders, and each of 1 to 256 is a class");
        }

        var files = Files(folder, classes, labelled);
        if (files.Length == 0)
        {
            throw DatasetException.NoPictures(folder, $"holds no file that ends in {string.Join(", ", Endings)}");
        }

        var order = new int[files.Length];
        new RandomStream(0, TrainingStreams.Data).Permutation(order, 0);
        var length = channels * side * side;
        var (pixels, labels) = (new byte[files.Length * length], new byte[files.Length]);
        for (var i = 0; i < files.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (path, label) = files[order[i]];
            PictureReader.Read(path, side, channels, cancellation).CopyTo(pixels.AsSpan(i * length));
            labels[i] = (byte)label;
            if ((i + 1) % Progress == 0)
            {
                progress?.Report($"{folder}: {i + 1} of {files.Length} pictures read");
            }
        }

        int[] shape = channels == 1 ? [files.Length, side, side] : [files.Length, channels, side, side];
        return (IdxFile.Of(folder, shape, pixels), labelled ? IdxFile.Of(folder, [files.Length], labels) : null);
    }

    private static (string Path, int Label)[] Files(string folder, string[] classes, bool labelled)
    {
        static IEnumerable<string> Below(string path) => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal);
        return labelled
            ? [.. classes.SelectMany((path, label) => Below(path).Select(file => (file, label)))]
            : [.. Below(folder).Select(file => (file, 0))];
    }
}
