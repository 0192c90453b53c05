using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>What is seen of a model's files without reading them.</summary>
public sealed class ModelFilesTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_and_the_model_file_in_it_are_one_place() =>
        Assert.Equal(ModelFiles.Look(_folder.Path), ModelFiles.Look(_folder.ModelFile));

    [Theory]
    [InlineData("generator.onnx")]
    [InlineData("manifest.json")]
    public void Another_time_or_length_of_either_file_is_a_change(string name)
    {
        var file = Path.Combine(_folder.Path, name);
        var before = ModelFiles.Look(_folder.Path);
        Assert.Equal(before, ModelFiles.Look(_folder.Path));

        File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        var older = ModelFiles.Look(_folder.Path);
        File.AppendAllText(file, " ");
        File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        var longer = ModelFiles.Look(_folder.Path);
        File.Delete(file);
        var gone = ModelFiles.Look(_folder.Path);

        Assert.Equal(4, new[] { before, older, longer, gone }.Distinct().Count());
        Assert.Equal(default, name == "generator.onnx" ? gone.Model : gone.Manifest);
        Assert.NotEqual(default, name == "generator.onnx" ? gone.Manifest : gone.Model);
    }

    [Fact]
    public void A_model_file_of_another_name_is_looked_at_itself()
    {
        var other = Path.Combine(_folder.Path, "OTHER.ONNX");
        File.WriteAllText(other, "1234");

        var files = ModelFiles.Look(other);

        Assert.Equal(4, files.Model.Length);
        Assert.Equal(ModelFiles.Look(_folder.Path).Manifest, files.Manifest);
    }

    [Fact]
    public void A_folder_may_be_called_like_a_file()
    {
        var folder = Path.Combine(_folder.Path, "folder.onnx");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), "{}");

        Assert.Equal((0, 2), (ModelFiles.Look(folder).Model.Length, ModelFiles.Look(folder).Manifest.Length));
    }

    [Fact]
    public void Of_a_link_it_is_what_it_leads_to_that_counts()
    {
        var (first, second) = (Path.Combine(_folder.Path, "first"), Path.Combine(_folder.Path, "second"));
        File.WriteAllText(first, "1");
        File.WriteAllText(second, "22");
        File.Delete(_folder.ModelFile);
        var before = ModelFiles.Look(_folder.Path);

        File.CreateSymbolicLink(_folder.ModelFile, first);
        var leadsToFirst = ModelFiles.Look(_folder.Path);
        File.Delete(_folder.ModelFile);
        File.CreateSymbolicLink(_folder.ModelFile, second);
        var leadsToSecond = ModelFiles.Look(_folder.Path);

        Assert.Equal((0, 1, 2), (before.Model.Length, leadsToFirst.Model.Length, leadsToSecond.Model.Length));
    }

    [Fact]
    public void Links_that_lead_nowhere_are_nothing_to_see()
    {
        File.Delete(_folder.ModelFile);
        File.CreateSymbolicLink(_folder.ModelFile, _folder.ModelFile);
        File.Delete(_folder.ManifestFile);
        File.CreateSymbolicLink(_folder.ManifestFile, Path.Combine(_folder.Path, "nothing"));

        Assert.Equal(default, ModelFiles.Look(_folder.Path));
    }
}
