using System.Security.Cryptography;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// The binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009): files <c>data_batch_1.bin</c> … or <c>train.bin</c> of records of a
/// label and 3·32·32 bytes, red, green and blue, and the classes' names in <c>batches.meta.txt</c> or <c>fine_label_names.txt</c>.
/// </summary>
internal static class CifarFiles
{
    private const int Side = 32;
    private const int Length = 3 * Side * Side;

    private static readonly Version[] Versions =
    [
        new("data_batch_*.bin", "test_batch.bin", LabelBytes: 1, "batches.meta.txt"),
        // CIFAR-100 has two labels an image, of which the second is the finer.
        new("train.bin", "test.bin", LabelBytes: 2, "fine_label_names.txt"),
    ];

    /// <summary>The set's files in a folder, in their order; empty where there are none.</summary>
    public static string[] Find(string folder) =>
        Versions.Select(version => version.In(folder)).FirstOrDefault(files => files.Length > 0) ?? [];

    /// <summary>Why a folder without the set's files seems to hold CIFAR nevertheless; null where it does not.</summary>
    internal static DatasetException? Misfit(string folder)
    {
        string[] ofPython = ["data_batch_1", "batches.meta", "meta"];
        return Versions.FirstOrDefault(version => File.Exists(Path.Combine(folder, version.Test))) is { } tests
                ? DatasetException.CifarTestsAlone(folder, tests.Test, tests.Train)
            : ofPython.FirstOrDefault(name => File.Exists(Path.Combine(folder, name))) is { } name
                ? DatasetException.CifarForPython(folder, name)
            : null;
    }

    /// <summary>Images [count, 3, 32, 32], and the labels where they are wanted.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Its files.</param>
    /// <param name="labelled">Whether labels are wanted.</param>
    /// <exception cref="DatasetException">
    /// A file is cut off, there are too many for memory, or the names are not those of the classes.
    /// </exception>
    public static ImageSet Read(string folder, IReadOnlyList<string> files, bool labelled)
    {
        var version = Versions.First(version => version.In(folder).Length > 0);
        var record = version.LabelBytes + Length;
        var lengths = files.Select(file => new FileInfo(file).Length).ToArray();
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] == 0 || lengths[i] % record != 0)
            {
                throw DatasetException.NotCifar(files[i], version.LabelBytes, record, lengths[i]);
            }
        }

        var count = lengths.Sum() / record;
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
            for (var at = 0; at < records.Length; at += record, done++)
            {
                labels[done] = records[at + version.LabelBytes - 1];
                records.AsSpan(at + version.LabelBytes, Length).CopyTo(images.AsSpan(done * Length));
            }
        }

        var sha256 = Convert.ToHexStringLower(sum.GetHashAndReset());
        return new ImageSet(
            new ArrayRows(folder, [(int)count, 3, Side, Side], sha256, images),
            labelled ? Named(Path.Combine(folder, version.Names), ImageLabels.Of(folder, labels, sha256), labels) : null);
    }

    /// <summary>A line for each label, which also names those that do not occur.</summary>
    private static ImageLabels Named(string path, ImageLabels labels, int[] numbers)
    {
        string[] lines = File.Exists(path) ? [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)] : [];
        if (lines.Length == 0)
        {
            return labels;
        }

        int[] occurring = [.. numbers.Distinct().Order()];
        if (occurring[^1] >= lines.Length)
        {
            throw DatasetException.TooFewNames(path, occurring[^1] + 1, lines.Length);
        }

        string[] names = [.. occurring.Select(number => lines[number])];
        ImageLabels.RequireNames(path, names);
        return labels with { Names = names };
    }

    /// <summary>How one of the sets is laid out.</summary>
    /// <param name="Train">The pattern of the names of the training images' files.</param>
    /// <param name="Test">The file of the test images.</param>
    /// <param name="LabelBytes">Bytes of labels in a record, of which the last is read.</param>
    /// <param name="Names">The file of the classes' names.</param>
    private sealed record Version(string Train, string Test, int LabelBytes, string Names)
    {
        public string[] In(string folder) =>
            Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, Train).Order(NaturalOrder.Comparer)] : [];
    }
}
