using Gan.Onnx.Generation.Files;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Serving.Tests.Generation.Files;

public class EmbeddedResourceTests
{
    [Fact]
    public void Resource_is_found_beside_a_type_of_its_folder()
    {
        Assert.Equal(["encode-png", "encode-png-colour"], EmbeddedResource.Names(typeof(Picture), ".onnx"));
        Assert.NotEmpty(EmbeddedResource.Bytes(typeof(Picture), "encode-png.onnx"));
    }

    [Fact]
    public void Missing_resource_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => EmbeddedResource.Bytes(typeof(EmbeddedResource), "encode-png.onnx"));

        Assert.Contains("Gan.Onnx.Generation.Files.encode-png.onnx", error.Message, StringComparison.Ordinal);
    }
}
