using System.Security.Cryptography;
using System.Text;
using Gan.Onnx.Generation.Random;
using Gan.Onnx.Training.Foundation;

namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>The pictures of a folder in the order that they are trained in, before any of them is read.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Files">Mixed, so that each part of the set has all classes; always the same order for the same names.</param>
/// <param name="Classes">The classes' names; null where sub-folders are no classes.</param>
internal sealed record PictureListing(string Root, IReadOnlyList<PictureFile> Files, IReadOnlyList<string>? Classes)
{
    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Sum(file => file.Length);

    /// <summary>Looks for pictures.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="labelled">Whether each sub-folder is a class.</param>
    /// <param name="progress">Told in words what is left out.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <exception cref="DatasetException">There is no folder, no picture, no class or an empty one.</exception>
    public static PictureListing Of(string root, bool labelled, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (!Directory.Exists(root))
        {
            throw DatasetException.NoPictures(root, File.Exists(root) ? "is a file" : "does not exist");
        }

        var (files, names) = labelled ? Classified(root, progress, cancellation) : (Find(root, 0, cancellation), null);
        if (files.Count == 0)
        {
            throw DatasetException.NoPictures(root, "holds no picture");
        }

        var order = new int[files.Count];
        new RandomStream(0, TrainingStreams.Data).Permutation(order, 0);
        return new PictureListing(root, [.. order.Select(index => files[index])], names);
    }

    /// <summary>Identifies the files, as far as names, lengths and times do, and what they are made into.</summary>
    public string Key(PictureForm form)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(Encoding.UTF8.GetBytes($"pictures 1 {form} {Classes is null}\n"));
        foreach (var file in Files)
        {
            var path = Path.GetRelativePath(Root, file.Path);
            sum.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant(
                $"{file.Label} {file.Length} {file.Modified.Ticks} {path}\n")));
        }

        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    private static (List<PictureFile> Files, string[] Names) Classified(
        string root, IProgress<string>? progress, CancellationToken cancellation)
    {
        DirectoryInfo[] folders = [.. PictureTree.Folders(root)];
        if (folders.Length is 0 or > ImageLabels.MostClasses)
        {
            throw DatasetException.NoPictures(
                root, $"has {folders.Length} sub-folders, and each of 1 to {ImageLabels.MostClasses} is a class");
        }

        string[] names = [.. folders.Select(folder => folder.Name)];
        ImageLabels.RequireNames(root, names);

        var files = folders.Select((folder, label) => Find(folder.FullName, label, cancellation)).ToArray();
        string[] empty = [.. names.Where((_, label) => files[label].Count == 0)];
        if (empty.Length > 0)
        {
            throw DatasetException.EmptyClasses(root, empty);
        }

        if (PictureTree.Beside(root) is > 0 and var beside)
        {
            progress?.Report($"{root}: pictures beside the sub-folders ({beside}) are of no class, and left out");
        }

        return ([.. files.SelectMany(one => one)], names);
    }

    private static List<PictureFile> Find(string folder, int label, CancellationToken cancellation) =>
        [.. PictureTree.Pictures(folder, cancellation).Select(file =>
        {
            var followed = PictureTree.Followed(file);
            return followed.Exists
                ? new PictureFile(file.FullName, label, followed.Length, followed.LastWriteTimeUtc)
                : new PictureFile(file.FullName, label, 0, DateTime.UnixEpoch);
        })];
}
