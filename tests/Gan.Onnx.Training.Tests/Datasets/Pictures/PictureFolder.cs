using System.Runtime.InteropServices;
using System.Text;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Datasets.Pictures;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Tests.Datasets.Pictures;

/// <summary>
/// A folder of small pictures, each of one grey level with a white edge on the right, and a folder for what is kept of them.
/// </summary>
internal sealed partial class PictureFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<(byte[] From, byte[] To)> _renamed = [];

    public PictureFolder() => Directory.CreateDirectory(Root);

    public Messages Messages { get; } = new();

    public string Root => _folder["pictures"];

    public string Cache => _folder["cache"];

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose()
    {
        // What cannot be named cannot be removed either.
        _renamed.ForEach(pair => Assert.Equal(0, Rename(pair.To, pair.From)));
        _folder.Dispose();
    }

    /// <summary>A folder beside that of the pictures.</summary>
    public string Beside(string name) => Directory.CreateDirectory(_folder[name]).FullName;

    public void Add(string name, byte grey, int side = 4) => Save(this[name], grey, side);

    /// <summary>Gives a file or a folder a name in Latin-1, as old archives have them.</summary>
    public void RenameInLatin1(string from, string to)
    {
        var (old, latin) = (Encoding.UTF8.GetBytes(this[from] + '\0'), Encoding.Latin1.GetBytes(this[to] + '\0'));
        Assert.Equal(0, Rename(old, latin));
        _renamed.Add((old, latin));
    }

    public static void Save(string path, byte grey, int side = 4)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var picture = new Image<L8>(side, side, new L8(grey));
        for (var y = 0; y < side; y++)
        {
            picture[side - 1, y] = new L8(255);
        }

        using var file = File.Create(path);
        picture.SaveAsPng(file);
    }

    public ImageFolder Reader(bool labelled = false, bool skip = false, long small = 1 << 24, long inMemory = 1 << 24, int side = 4) =>
        new(new PictureForm(side, 1), labelled, skip, Cache, Messages, CancellationToken.None) { Small = small, InMemory = inMemory };

    public ImageSet Read(bool labelled = false, bool skip = false) => Reader(labelled, skip).Read(Root);

    public string Refusal(bool labelled = false, bool skip = false) =>
        Assert.Throws<DatasetException>(() => Read(labelled, skip)).Message;

    /// <summary>The grey level of each image.</summary>
    public static byte[] Greys(ImageSet set)
    {
        var buffer = new byte[set.Images.Length];
        return [.. Enumerable.Range(0, set.Images.Count).Select(index => set.Images.Row(index, buffer)[0])];
    }

    [LibraryImport("libc", EntryPoint = "rename")]
    private static partial int Rename(byte[] from, byte[] to);
}
