using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>Which folders within a folder are models.</summary>
public sealed class ModelFoldersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gan").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Those_with_a_generator_or_with_a_manifest_and_no_other_model()
    {
        Make("whole", "generator.onnx", "manifest.json");
        Make("beside-another", "generator.onnx", "classifier.onnx");
        Make("half", "manifest.json");
        Make("described", "manifest.json", "notes.txt");
        Make("classifier", "manifest.json", "classifier.onnx");
        Make("shouting", "manifest.json", "CLASSIFIER.ONNX");
        Make("other", "notes.txt");
        Make("empty");
        File.WriteAllText(Path.Combine(_folder, "generator.onnx"), "");

        Assert.Equal(
            ["beside-another", "described", "half", "whole"],
            ModelFolders.In(_folder).Select(found => found.Name).Order(StringComparer.Ordinal));
        Assert.All(ModelFolders.In(_folder), found => Assert.Equal(Path.Combine(_folder, found.Name), found.Path));
    }

    [Fact]
    public void In_the_order_of_their_names()
    {
        foreach (var name in new[] { "c", "a", "d", "b" })
        {
            Make(name, "generator.onnx");
        }

        Assert.Equal(["a", "b", "c", "d"], ModelFolders.In(_folder).Select(found => found.Name));
    }

    [Fact]
    public void None_where_no_folder_is_asked_for() => Assert.Empty(ModelFolders.In(null));

    [Fact]
    public void A_folder_that_is_gone_is_not_one_without_models() =>
        Assert.Throws<DirectoryNotFoundException>(() => ModelFolders.In(Path.Combine(_folder, "nothing")));

    [Fact]
    public void One_that_may_not_be_read_may_well_be_a_model()
    {
        Make("closed", "notes.txt");
        WithoutRights.LetOthersIn(_folder);
        using var closed = new WithoutRights(Path.Combine(_folder, "closed"));

        Assert.Equal(["closed"], ModelFolders.In(_folder).Select(found => found.Name));
    }

    [Fact]
    public void One_that_cannot_be_reached_is_none_and_keeps_no_other_from_being_found()
    {
        Make("whole", "generator.onnx");
        using var odd = new OddlyNamedFolder(_folder);

        Assert.Equal(["whole"], ModelFolders.In(_folder).Select(found => found.Name));
    }

    private void Make(string name, params string[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        foreach (var file in files)
        {
            File.WriteAllText(Path.Combine(folder, file), "");
        }
    }
}
