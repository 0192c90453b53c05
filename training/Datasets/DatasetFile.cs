namespace Gan.Onnx.Training.Datasets;

/// <summary>One file of a published data set.</summary>
/// <param name="Name">Its official name, such as <c>train-images-idx3-ubyte</c>.</param>
/// <param name="Sha256">SHA-256 of its decompressed content, in lower-case hex.</param>
public sealed record DatasetFile(string Name, string Sha256)
{
    /// <summary>The file in a folder, plain or .gz, also as <c>train-images.idx3-ubyte</c>; null if it is not there.</summary>
    public string? Find(string folder)
    {
        var dotted = Name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [Name, Name + ".gz", dotted, dotted + ".gz"];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
