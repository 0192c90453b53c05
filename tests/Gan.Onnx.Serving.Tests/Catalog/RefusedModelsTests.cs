using Gan.Onnx.Generation.Models;
using Gan.Onnx.Serving.Catalog;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>What is remembered of models that are not served.</summary>
public sealed class RefusedModelsTests : IDisposable
{
    private readonly ModelFolder _folder = new();
    private readonly RefusedModels _refused = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_reason_is_news_once_and_again_when_it_is_another()
    {
        var files = ModelFiles.Look(_folder.Path);

        Assert.True(_refused.Add("b", files, "damaged"));
        Assert.False(_refused.Add("b", files, "damaged"));
        Assert.True(_refused.Add("a", files, "damaged"));
        Assert.True(_refused.Add("b", files, "empty"));
        Assert.Equal([new("a", "damaged"), new("b", "empty")], _refused.Reasons);
        Assert.Equal(("empty", null), (_refused.ReasonOf("b"), _refused.ReasonOf("c")));
    }

    [Fact]
    public void A_folder_is_left_alone_until_its_files_change()
    {
        _refused.Add("a", ModelFiles.Look(_folder.Path), "damaged");

        Assert.True(_refused.IsUnchanged("a", _folder.Path));
        Assert.False(_refused.IsUnchanged("b", _folder.Path));
        File.AppendAllText(_folder.ManifestFile, " ");
        Assert.False(_refused.IsUnchanged("a", _folder.Path));
    }

    [Fact]
    public void Those_that_are_served_or_gone_are_forgotten_and_no_others()
    {
        foreach (var name in new[] { "a", "b", "c" })
        {
            _refused.Add(name, default, "damaged");
        }

        _refused.Keep(_ => true);
        Assert.Equal(["a", "b", "c"], _refused.Reasons.Select(each => each.Key));
        _refused.Keep(name => name == "b");
        Assert.Equal(["b"], _refused.Reasons.Select(each => each.Key));
        Assert.True(_refused.Add("a", default, "damaged"), "it is news again");
    }

    [Fact]
    public void A_reason_is_one_line_whatever_was_thrown()
    {
        Assert.Equal(
            "It cannot be loaded: One. Two. (InvalidOperationException)",
            RefusedModels.ReasonFor(new InvalidOperationException("One.\nTwo.")));
        var own = Assert.Throws<GeneratorException>(() => FrozenGenerator.Load(Path.Combine(_folder.Path, "nothing"), threads: 1));
        Assert.Equal(own.Message, RefusedModels.ReasonFor(own));
    }
}
