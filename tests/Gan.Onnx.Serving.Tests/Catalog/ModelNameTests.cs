using Gan.Onnx.Serving.Catalog;

namespace Gan.Onnx.Serving.Tests.Catalog;

/// <summary>What a model is called, by the place where it lies.</summary>
public sealed class ModelNameTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gan").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("mlp", "mlp")]
    [InlineData("mlp/", "mlp")]
    [InlineData("mlp/generator.onnx", "mlp")]
    [InlineData("mlp/other.onnx", "mlp")]
    [InlineData("folder.onnx", "folder.onnx")]
    [InlineData("a name", "default")]
    [InlineData("a name/generator.onnx", "default")]
    public void A_model_is_called_as_its_folder_is(string path, string name)
    {
        foreach (var folder in new[] { "mlp", "folder.onnx", "a name" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
        }

        Assert.Equal(name, ModelName.Of(Path.Combine(_folder, path)));
    }

    [Fact]
    public void The_root_has_no_name() => Assert.Equal(("default", "/"), (ModelName.Of("/"), ModelName.FolderOf("/")));

    [Theory]
    [InlineData("a", true)]
    [InlineData("A-z_0.9", true)]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", true)]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", false)]
    [InlineData("", false)]
    [InlineData("a\n", false)]
    [InlineData(" a", false)]
    public void A_name_needs_no_escaping(string name, bool isAllowed) => Assert.Equal(isAllowed, ModelName.IsAllowed(name));
}
