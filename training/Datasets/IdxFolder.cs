using System.Text.RegularExpressions;

namespace Gan.Onnx.Training.Datasets;

/// <summary>
/// Finds a set of images in MNIST's file format under any of the names that such sets come with: <c>train-images-idx3-ubyte</c>, with
/// something in front as EMNIST and QMNIST have it, with a dot before <c>idx</c>, plain or .gz.
/// </summary>
internal static partial class IdxFolder
{
    /// <summary>The set in a folder, or the one that a file belongs to.</summary>
    /// <param name="path">The folder, or a file of the set.</param>
    /// <param name="labelled">Whether labels are wanted.</param>
    /// <param name="transpose">Whether rows and columns of the images are exchanged.</param>
    /// <exception cref="DatasetException">There is no set, there are several, or it lacks its labels.</exception>
    public static ImageSet Open(string path, bool labelled, bool transpose)
    {
        var images = TrainImages(path);
        return new ImageSet(IdxImages.Read(images, transpose), labelled ? IdxLabels.Read(LabelsOf(images)) : null);
    }

    /// <summary>
    /// The images that a set keeps for tests, with their labels: <c>t10k-images-idx3-ubyte</c>, or <c>test-images…</c> as EMNIST has it,
    /// beside the set's training images. Null where there are none.
    /// </summary>
    /// <param name="path">The folder, or a file of the set.</param>
    /// <param name="transpose">Whether rows and columns of the images are exchanged.</param>
    /// <exception cref="DatasetException">There is no set, there are several, or the test images lack their labels.</exception>
    public static ImageSet? OpenTest(string path, bool transpose)
    {
        var train = TrainImages(path);
        if (SetOf(train) is not { } set || FileOf(train, set, TestImages()) is not { } images)
        {
            return null;
        }

        var labels = FileOf(train, set, TestLabels())
            ?? throw DatasetException.MissingFile("data of type idx", Path.GetDirectoryName(images)!, set + Mnist.TestLabels.Name);
        return new ImageSet(IdxImages.Read(images, transpose), IdxLabels.Read(labels));
    }

    /// <summary>How many classes the labels of a set are of; null where there are no labels.</summary>
    /// <param name="path">The folder, or a file of the set.</param>
    /// <exception cref="DatasetException">There is no set, there are several, or the labels are damaged.</exception>
    public static int? Classes(string path) =>
        FindLabels(TrainImages(path)) is { } labels ? IdxLabels.Read(labels).Classes : null;

    /// <summary>The file of a set's training images.</summary>
    private static string TrainImages(string path) => File.Exists(path) ? ImagesOf(path) : Find(path);

    private static string Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw DatasetException.NoSuchFolder("data of type idx", folder, Mnist.TrainImages.Name);
        }

        if (Mnist.TrainImages.Find(folder) is { } usual)
        {
            return usual;
        }

        // Of one set's files, the plain one and the packed one are the same.
        string[] sets =
        [
            .. Directory.EnumerateFiles(folder)
                .Where(file => Images().IsMatch(Path.GetFileName(file)))
                .Order(StringComparer.Ordinal)
                .DistinctBy(Unpacked),
        ];
        return sets.Length switch
        {
            1 => sets[0],
            0 => throw CifarFiles.Misfit(folder) ?? DatasetException.MissingFile("data of type idx", folder, Mnist.TrainImages.Name),
            _ => throw DatasetException.SeveralSets(folder, [.. sets.Select(file => Path.GetFileName(file))]),
        };
    }

    /// <summary>The images' file of a set that one of its files was named of.</summary>
    private static string ImagesOf(string path)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path));
        if (Labels().Match(name) is not { Success: true } labels)
        {
            return path;
        }

        var wanted = $"{labels.Groups["set"].Value}train-images";
        return Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).FirstOrDefault(file =>
            Path.GetFileName(file).StartsWith(wanted, StringComparison.Ordinal) && Images().IsMatch(Path.GetFileName(file)))
            ?? throw DatasetException.MissingFile("data of type idx", folder, $"{wanted}-idx3-ubyte");
    }

    private static string LabelsOf(string images) => FindLabels(images) ?? throw (SetOf(images) is { } set
        ? DatasetException.MissingFile("data of type idx", Path.GetDirectoryName(Path.GetFullPath(images))!, set + Mnist.TrainLabels.Name)
        : DatasetException.NoNameForLabels(images, Mnist.TrainLabels.Name));

    private static string? FindLabels(string images) => SetOf(images) is { } set
        ? FileOf(images, set, Labels())
        : null;

    /// <summary>What stands before <c>train-images</c> in a file's name; null where that is not there.</summary>
    private static string? SetOf(string images) =>
        Images().Match(Path.GetFileName(images)) is { Success: true } match ? match.Groups["set"].Value : null;

    /// <summary>The file beside another one that has such a name with the same in front.</summary>
    private static string? FileOf(string beside, string set, Regex name) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(beside))!)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(file => name.Match(Path.GetFileName(file)) is { Success: true } match && match.Groups["set"].Value == set);

    private static string Unpacked(string path) =>
        Path.GetExtension(path) == ".gz" ? Path.GetFileNameWithoutExtension(path) : Path.GetFileName(path);

    [GeneratedRegex(@"^(?<set>.*)train-images[-.]idx\d-ubyte(\.gz)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Images();

    [GeneratedRegex(@"^(?<set>.*)train-labels[-.]idx\d-(ubyte|byte|short|int)(\.gz)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Labels();

    [GeneratedRegex(@"^(?<set>.*)(t10k|test)-images[-.]idx\d-ubyte(\.gz)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex TestImages();

    [GeneratedRegex(@"^(?<set>.*)(t10k|test)-labels[-.]idx\d-(ubyte|byte|short|int)(\.gz)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex TestLabels();
}
