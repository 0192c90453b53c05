using System.Security.Cryptography;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// CIFAR-10's binary version (Krizhevsky 2009): files <c>data_batch_1.bin</c> … of records of a label and 3·32·32 bytes, red, green and
/// blue, and the classes' names in <c>batches.meta.txt</c>.
/// </summary>
internal static class CifarFiles
{
    private const int Side = 32;
    private const int Length = 3 * Side * Side;
    private const int Record = 1 + Length;

    /// <summary>The set's files in a folder, in their order; empty where there are none.</summary>
    public static string[] Find(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "data_batch_*.bin").Order(NaturalOrder.Comparer)]
        : [];

    /// <summary>Images [count, 3, 32, 32], and the labels where they are wanted.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Its files.</param>
    /// <param name="labelled">Whether labels are wanted.</param>
    /// <exception cref="DatasetException">A file is cut off, or there are too many for memory.</exception>
    public static ImageSet Read(string folder, IReadOnlyList<string> files, bool labelled)
    {
        var lengths = files.Select(file => new FileInfo(file).Length).ToArray();
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] == 0 || lengths[i] % Record != 0)
            {
                throw DatasetException.NotCifar(files[i], Record, lengths[i]);
            }
        }

        var count = lengths.Sum() / Record;
        if (count * Length > Array.MaxLength)
        {
            throw DatasetException.TooLargeArray(folder);
        }

        var (images, labels) = (new byte[count * Length], new int[count]);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var done = 0;
        foreach (var file in files)
        {
            var records = File.ReadAllBytes(file);
            sum.AppendData(records);
            for (var at = 0; at < records.Length; at += Record, done++)
            {
                labels[done] = records[at];
                records.AsSpan(at + 1, Length).CopyTo(images.AsSpan(done * Length));
            }
        }

        var sha256 = Convert.ToHexStringLower(sum.GetHashAndReset());
        return new ImageSet(
            new ArrayRows(folder, [(int)count, 3, Side, Side], sha256, images),
            labelled ? Named(folder, ImageLabels.Of(folder, labels, sha256)) : null);
    }

    private static ImageLabels Named(string folder, ImageLabels labels)
    {
        var path = Path.Combine(folder, "batches.meta.txt");
        string[] names = File.Exists(path) ? [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)] : [];
        return labels.Names is null && names.Length == labels.Classes ? labels with { Names = names } : labels;
    }
}
