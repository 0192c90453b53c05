using Gan.Onnx.Training.Datasets.Pictures;

namespace Gan.Onnx.Training.Tests.Datasets.Pictures;

public sealed class UnreadablePicturesTests : IDisposable
{
    private readonly PictureFolder _pictures = new();

    public UnreadablePicturesTests()
    {
        _pictures.Add("a/1.png", 1);
        _pictures.Add("b/2.png", 2);
    }

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void All_are_named_at_once()
    {
        Damage("a/damaged.png");
        File.WriteAllBytes(_pictures["a/empty.jpg"], []);
        File.WriteAllText(_pictures["b/foreign.tif"], "II*\0 and so on");
        File.CreateSymbolicLink(_pictures["b/gone.png"], "nowhere.png");
        using var cut = new FileStream(_pictures["b/2.png"], FileMode.Open);
        cut.SetLength(cut.Length - 10);
        cut.Close();
        _pictures.Add("b/3.png", 3);

        var message = _pictures.Refusal();

        Assert.StartsWith($"{_pictures.Root}: 5 of 7 pictures cannot be read: {_pictures["a/damaged.png"]}: expected a picture", message);
        const string expected = "expected a picture (PNG, JPEG, BMP, WebP or GIF), found";
        Assert.Contains($"{_pictures["a/empty.jpg"]}: {expected} an empty file.", message);
        Assert.Contains($"{_pictures["b/foreign.tif"]}: {expected} a file of the format TIFF", message);
        Assert.Contains($"{_pictures["b/gone.png"]}: {expected} a file that cannot be read", message);
        Assert.Contains($"{_pictures["b/2.png"]}: expected a whole PNG file", message);
        Assert.EndsWith("Replace or remove them, or go on without them: --skip-unreadable.", message);
    }

    [Fact]
    public void Of_many_ten_are_named_in_the_message_and_the_others_before_it()
    {
        for (var i = 0; i < 12; i++)
        {
            Damage($"a/{i:D2}.png");
        }

        var message = _pictures.Refusal();

        Assert.Contains("12 of 14 pictures cannot be read", message);
        Assert.Contains("and 2 more", message);
        Assert.Contains(_pictures["a/09.png"], message);
        Assert.DoesNotContain(_pictures["a/10.png"], message);
        Assert.Equal(["10", "11"], _pictures.Messages.Reports.Select(line => Path.GetFileNameWithoutExtension(line.Split(':')[0])));
    }

    [Fact]
    public void Training_goes_on_without_them_where_that_is_asked_for_and_says_so()
    {
        Damage("a/0.png");

        Assert.Equal<byte>([1, 2], PictureFolder.Greys(_pictures.Read(labelled: true, skip: true)).Order());
        Assert.StartsWith(
            $"{_pictures.Root}: 1 of 3 pictures cannot be read and are left out: {_pictures["a/0.png"]}: ",
            Assert.Single(_pictures.Messages.Reports));
    }

    [Fact]
    public void Class_that_is_left_with_nothing_is_named()
    {
        Damage("b/2.png");

        Assert.StartsWith(
            $"{_pictures.Root}: each sub-folder is a class, and one has no picture that can be read: b.",
            _pictures.Refusal(labelled: true, skip: true));
    }

    [Fact]
    public void Folder_that_is_left_with_nothing_is_refused()
    {
        Damage("a/1.png");
        Damage("b/2.png");

        Assert.StartsWith($"{_pictures.Root}: the folder holds no picture that can be read.", _pictures.Refusal(skip: true));
    }

    [Theory]
    [InlineData("a/3.png", "a/\u00FC.png", "a/\uFFFD.png")]
    [InlineData("a/inner/3.png", "a/inner/\u00FC.png", "a/inner/\uFFFD.png")]
    [InlineData("c", "Schl\u00FCssel", "Schl\uFFFDssel")]
    [InlineData("a/inner", "a/Schl\u00FCssel", "a/Schl\uFFFDssel")]
    public void Names_that_are_not_utf_8_are_named_and_can_be_skipped(string name, string latin, string shown)
    {
        _pictures.Add(Path.HasExtension(name) ? name : $"{name}/3.png", 3);
        _pictures.RenameInLatin1(name, latin);

        Assert.Equal(
            $"{_pictures[shown]}: expected a name in UTF-8, found one of other bytes, so it cannot be opened. Rename it, for example with "
            + "convmv. Or go on without it: --skip-unreadable.",
            _pictures.Refusal(labelled: true));
        Assert.Equal<byte>([1, 2], PictureFolder.Greys(_pictures.Read(skip: true)).Order());
    }

    [Fact]
    public void Class_whose_name_is_not_utf_8_counts_as_a_class()
    {
        _pictures.RenameInLatin1("b", "\u00FC");

        Assert.Equal(2, FolderClasses.Count("images", _pictures.Root));
    }

    private void Damage(string name) => File.WriteAllText(_pictures[name], "not a picture");
}
