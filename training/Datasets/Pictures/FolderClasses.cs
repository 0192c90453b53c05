namespace Gan.Onnx.Training.Datasets.Pictures;

/// <summary>How many classes the user's own data have, before the images are read.</summary>
public static class FolderClasses
{
    /// <summary>The number of classes, 1 for data without labels; null where a look does not tell.</summary>
    /// <param name="type">As in a preset's <c>data</c>: <c>images</c> counts sub-folders, <c>idx</c> the labels that occur.</param>
    /// <param name="path">Where the data are.</param>
    /// <exception cref="DatasetException">There are too many sub-folders, or the file of labels is damaged.</exception>
    public static int? Count(string type, string path) => type switch
    {
        "images" when Directory.Exists(path) => Math.Max(1, Folders(path)),
        "idx" when CifarFiles.Find(path) is { Length: > 0 } files => CifarFiles.Read(path, files, labelled: true).Labels!.Classes,
        "idx" when Directory.Exists(path) || File.Exists(path) => IdxFolder.Classes(path) ?? 1,
        _ => null,
    };

    private static int Folders(string path)
    {
        var count = PictureTree.Folders(path).Count();
        return count <= ImageLabels.MostClasses ? count : throw DatasetException.TooManyFolders(path, ImageLabels.MostClasses, count);
    }
}
