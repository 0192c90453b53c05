using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Datasets.Pictures;
using Gan.Onnx.Training.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Datasets.Pictures;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_of_the_size_asked_for_keep_every_pixel()
    {
        var pixels = new byte[16];
        new Random(1).NextBytes(pixels);
        Save("a.png", 4, 4, pixels);

        var (images, labels) = Read(4, labelled: false);

        Assert.Equal([1, 4, 4], images.Shape);
        Assert.Equal(pixels, images.Whole.ToArray());
        Assert.Null(labels);
    }

    [Fact]
    public void Wide_and_high_pictures_are_cut_to_their_middle()
    {
        Save("wide/a.png", 8, 4, Columns(8, 4, x => x is >= 2 and < 6 ? 200 : 0));
        Save("high/a.png", 4, 8, Columns(4, 8, _ => 100));

        var (images, labels) = Read(4, labelled: true);
        var wide = labels!.Values.AsSpan().IndexOf((byte)1);

        Assert.All(images.Whole.Slice(wide * 16, 16).ToArray(), pixel => Assert.Equal(200, pixel));
        Assert.All(images.Whole.Slice((1 - wide) * 16, 16).ToArray(), pixel => Assert.Equal(100, pixel));
    }

    [Fact]
    public void Large_pictures_are_averaged_not_sampled()
    {
        // Stripes of one pixel: whatever is sampled is black or white, whatever is averaged is grey.
        Save("a.png", 64, 64, Columns(64, 64, x => x % 2 == 0 ? 255 : 0));

        var middle = Read(8, labelled: false).Images.Whole.Slice((3 * 8) + 2, 4).ToArray();

        Assert.All(middle, pixel => Assert.InRange(pixel, 120, 135));
    }

    [Fact]
    public void Sub_folders_are_classes_in_the_order_of_their_names_and_are_mixed()
    {
        for (var i = 0; i < 20; i++)
        {
            Save($"{(i % 2 == 0 ? "black" : "white")}/{i}.png", 4, 4, Columns(4, 4, _ => i % 2 == 0 ? 0 : 255));
        }

        var (images, labels) = Read(4, labelled: true);
        var sides = labels!.Values;

        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => (byte)(images.Whole[i * 16] / 255))], sides);
        Assert.Equal(10, sides.Count(label => label == 1));
        Assert.InRange(sides[..10].Count(label => label == 1), 1, 9);
        Assert.Equal(images.Sha256, Read(4, labelled: true).Images.Sha256);
    }

    [Fact]
    public void File_that_is_no_picture_is_named()
    {
        Directory.CreateDirectory(_folder["x"]);
        File.WriteAllText(_folder["x/a.png"], "not a picture");

        Assert.StartsWith(
            $"{_folder["x/a.png"]}: expected a picture (PNG, JPEG, BMP, WebP or GIF), found a file that starts with 6e6f7420.",
            Assert.Throws<DatasetException>(() => Read(4, labelled: true)).Message);
    }

    [Fact]
    public void Picture_that_is_cut_off_is_named()
    {
        var pixels = new byte[4096];
        new Random(1).NextBytes(pixels);
        Save("a.png", 64, 64, pixels);
        File.WriteAllBytes(_folder["a.png"], File.ReadAllBytes(_folder["a.png"])[..40]);

        Assert.StartsWith(
            $"{_folder["a.png"]}: expected a whole PNG file, found one that stops before its end.",
            Assert.Throws<DatasetException>(() => Read(4, labelled: false)).Message);
    }

    [Theory]
    [InlineData("none", "does not exist.")]
    [InlineData("empty", "has 0 sub-folders, and each of 1 to 256 is a class.")]
    public void Folder_without_pictures_is_refused(string name, string expected)
    {
        Directory.CreateDirectory(_folder["empty"]);

        var message = Assert.Throws<DatasetException>(
            () => Reader(4, labelled: true).Read(_folder[name])).Message;

        Assert.StartsWith($"{_folder[name]}: the folder {expected}", message);
    }

    private static byte[] Columns(int width, int height, Func<int, int> value) =>
        [.. Enumerable.Range(0, width * height).Select(i => (byte)value(i % width))];

    private void Save(string name, int width, int height, byte[] pixels)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        PngFile.Write(_folder[name], new Picture(width, height, pixels));
    }

    private ImageFolder Reader(int side, bool labelled, int channels = 1) =>
        new(new PictureForm(side, channels), labelled, skipUnreadable: false, _folder["cache"], null, CancellationToken.None);

    private (ImageRows Images, ImageLabels? Labels) Read(int side, bool labelled, int channels = 1)
    {
        var set = Reader(side, labelled, channels).Read(_folder.Path);
        return (set.Images, set.Labels);
    }
}
