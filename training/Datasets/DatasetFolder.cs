using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Datasets;

/// <summary>A folder that holds the files of a data set.</summary>
/// <param name="Dataset">The data set's name, for messages.</param>
/// <param name="Path">The folder.</param>
/// <param name="IsCache">Whether the program filled the folder itself, so that a damaged file is simply fetched again.</param>
public sealed record DatasetFolder(string Dataset, string Path, bool IsCache)
{
    /// <summary>Reads a file whose content must have the published SHA-256.</summary>
    /// <exception cref="DatasetException">The file is missing, cut off or another one.</exception>
    public IdxFile Read(DatasetFile file)
    {
        var path = Locate(file);
        var content = IdxFile.ReadContent(path);
        var sum = Sha256Sum.Of(content);
        Check(path, file, sum);
        return IdxFile.Parse(path, content, sum);
    }

    /// <summary>Checks that each of the files is there and has the published SHA-256.</summary>
    /// <exception cref="DatasetException">One is missing, cut off or another one.</exception>
    public void Verify(params IEnumerable<DatasetFile> files)
    {
        foreach (var file in files)
        {
            Read(file);
        }
    }

    private string Locate(DatasetFile file) => file.Find(Path) ?? throw DatasetException.MissingFile(Dataset, Path, file.Name);

    private void Check(string path, DatasetFile file, string found)
    {
        if (found != file.Sha256)
        {
            var fix = IsCache
                ? "Delete it; the next run fetches it again."
                : $"Replace it by the official {file.Name}, or leave out --data to have {Dataset} fetched.";
            throw DatasetException.WrongSum(path, file.Sha256, found, fix);
        }
    }
}
