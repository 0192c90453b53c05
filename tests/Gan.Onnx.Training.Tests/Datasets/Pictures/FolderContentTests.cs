namespace Gan.Onnx.Training.Tests.Datasets.Pictures;

/// <summary>What of a folder becomes a picture, and what of it a class.</summary>
public sealed class FolderContentTests : IDisposable
{
    private readonly PictureFolder _pictures = new();

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void Classes_are_in_natural_order_and_keep_their_names()
    {
        foreach (var name in new[] { "shoe 10", "shoe 2", "Bag" })
        {
            _pictures.Add($"{name}/a.png", (byte)name.Length);
        }

        var set = _pictures.Read(labelled: true);

        Assert.Equal(["Bag", "shoe 2", "shoe 10"], set.Labels!.Names);
        Assert.Equal(PictureFolder.Greys(set).Select(grey => (byte)(grey == 3 ? 0 : grey - 5)), set.Labels.Values);
    }

    [Fact]
    public void Folders_that_are_called_by_their_numbers_need_no_names()
    {
        foreach (var name in Enumerable.Range(0, 11))
        {
            _pictures.Add($"{name}/a.png", (byte)name);
        }

        var set = _pictures.Read(labelled: true);

        Assert.Null(set.Labels!.Names);
        Assert.Equal(PictureFolder.Greys(set), set.Labels.Values);
    }

    [Theory]
    [InlineData("._a.png")]
    [InlineData(".hidden.png")]
    [InlineData("Thumbs.db")]
    [InlineData("desktop.ini")]
    [InlineData("readme.txt")]
    [InlineData("labels.json")]
    [InlineData("noise")]
    public void Files_of_systems_and_other_programs_are_left_out(string name)
    {
        _pictures.Add("a/1.png", 1);
        File.WriteAllBytes(_pictures[$"a/{name}"], [0, 5, 22, 7, 0, 2, 0, 0]);

        Assert.Equal<byte>([1], PictureFolder.Greys(_pictures.Read(labelled: true)));
    }

    [Theory]
    [InlineData(".ipynb_checkpoints")]
    [InlineData(".git")]
    [InlineData("__MACOSX")]
    [InlineData("@eaDir")]
    public void Folders_of_systems_and_other_programs_are_no_classes(string name)
    {
        _pictures.Add("a/1.png", 1);
        _pictures.Add($"{name}/1.png", 2);
        _pictures.Add($"a/{name}/1.png", 3);

        Assert.Equal<byte>([1], PictureFolder.Greys(_pictures.Read(labelled: true)));
        Assert.Equal<byte>([1], PictureFolder.Greys(_pictures.Read()));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("wrong.jpg")]
    [InlineData("other.dat")]
    [InlineData("UPPER.PNG")]
    public void Pictures_are_told_by_their_content(string name)
    {
        _pictures.Add($"a/{name}", 7);

        Assert.Equal<byte>([7], PictureFolder.Greys(_pictures.Read(labelled: true)));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../..")]
    [InlineData(".")]
    [InlineData("loop")]
    public void Links_that_lead_up_or_round_are_not_followed(string target)
    {
        _pictures.Add("a/1.png", 1);
        _pictures.Add("b/inner/2.png", 2);
        Directory.CreateSymbolicLink(_pictures["a/loop"], target);
        Directory.CreateSymbolicLink(_pictures["b/inner/up"], "..");

        Assert.Equal<byte>([1, 2], PictureFolder.Greys(_pictures.Read(labelled: true)).Order());
    }

    [Fact]
    public void Links_to_the_folders_of_one_another_give_each_picture_once_a_class()
    {
        _pictures.Add("a/1.png", 1);
        _pictures.Add("b/2.png", 2);
        Directory.CreateSymbolicLink(_pictures["a/b"], "../b");
        Directory.CreateSymbolicLink(_pictures["b/a"], "../a");

        var set = _pictures.Read(labelled: true);

        var pictures = PictureFolder.Greys(set).Zip(set.Labels!.Values, (grey, label) => $"{grey} {label}");
        Assert.Equal(["1 0", "1 1", "2 0", "2 1"], pictures.Order());
    }

    [Fact]
    public void Links_to_files_and_folders_elsewhere_are_followed()
    {
        PictureFolder.Save(Path.Combine(_pictures.Beside("elsewhere"), "1.png"), 1);
        PictureFolder.Save(Path.Combine(_pictures.Beside("elsewhere"), "2.png"), 2);
        _pictures.Add("a/3.png", 3);
        Directory.CreateSymbolicLink(_pictures["a/folder"], _pictures.Beside("elsewhere"));
        Directory.CreateSymbolicLink(_pictures["b"], _pictures.Beside("elsewhere"));
        File.CreateSymbolicLink(_pictures["a/4.png"], Path.Combine(_pictures.Beside("elsewhere"), "1.png"));

        var set = _pictures.Read(labelled: true);

        Assert.Equal<byte>([1, 1, 1, 2, 2, 3], PictureFolder.Greys(set).Order());
        Assert.Equal(4, set.Labels!.Values.Count(label => label == 0));
    }

    [Fact]
    public void Empty_classes_are_all_named()
    {
        _pictures.Add("a/1.png", 1);
        _pictures.Add("c/.hidden.png", 1);
        Directory.CreateDirectory(_pictures["b"]);

        Assert.Equal(
            $"{_pictures.Root}: each sub-folder is a class, and 2 have no picture that can be read: b; c. "
            + "Put pictures there, or remove them.",
            _pictures.Refusal(labelled: true));
    }

    [Fact]
    public void Names_that_differ_in_capital_letters_alone_are_refused()
    {
        _pictures.Add("shoe/1.png", 1);
        _pictures.Add("Shoe/1.png", 1);

        Assert.Equal(
            $"{_pictures.Root}: the classes 'Shoe' and 'shoe' have the same name but for capital letters. Rename one of them.",
            _pictures.Refusal(labelled: true));
    }

    [Fact]
    public void Name_of_blanks_alone_is_refused()
    {
        _pictures.Add(" /1.png", 1);

        Assert.Equal(
            $"{_pictures.Root}: expected a name for each class, found one of blanks alone. Rename it.", _pictures.Refusal(labelled: true));
    }

    [Fact]
    public void Pictures_beside_the_classes_are_said_to_be_left_out()
    {
        _pictures.Add("a/1.png", 1);
        _pictures.Add("2.png", 2);

        Assert.Equal<byte>([1], PictureFolder.Greys(_pictures.Read(labelled: true)));
        Assert.Equal(
            [$"{_pictures.Root}: pictures beside the sub-folders (1) are of no class, and left out"], _pictures.Messages.Reports);
    }

    [Theory]
    [InlineData("s1/1.pgm")]
    [InlineData("s1/1.PPM")]
    [InlineData("s1/1.cr2")]
    public void Pictures_of_formats_that_are_not_read_are_named_and_not_left_out(string name)
    {
        Directory.CreateDirectory(_pictures["s1"]);
        File.WriteAllText(_pictures[name], "P5\n1 1\n255\n7");

        Assert.StartsWith($"{_pictures[name]}: expected a picture", _pictures.Refusal(labelled: true));
    }

    [Fact]
    public void Folder_of_other_files_holds_no_picture()
    {
        File.WriteAllText(_pictures["a.txt"], "no picture");

        Assert.StartsWith($"{_pictures.Root}: the folder holds no picture. ", _pictures.Refusal());
    }
}
