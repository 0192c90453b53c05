namespace Gan.Onnx.Training.Datasets;

/// <summary>How many classes the user's own data have, before they are read.</summary>
public static class FolderClasses
{
    /// <summary>The number of classes, 1 for data without labels; null where a look does not tell.</summary>
    /// <param name="type">As in a preset's <c>data</c>: <c>images</c> counts sub-folders, <c>idx</c> the labels up to the largest.</param>
    /// <param name="folder">Where the data are.</param>
    /// <exception cref="DatasetException">The file of labels is damaged.</exception>
    public static int? Count(string type, string folder) => !Directory.Exists(folder) ? null : type switch
    {
        "images" => Math.Max(1, Directory.GetDirectories(folder).Length),
        "idx" when Mnist.TrainLabels.Find(folder) is { } labels => 1 + IdxFile.Read(labels).Elements.ToArray().Max(),
        "idx" => 1,
        _ => null,
    };
}
