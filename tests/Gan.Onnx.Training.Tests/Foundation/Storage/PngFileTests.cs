using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Foundation.Storage;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

public sealed class PngFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Picture_is_read_as_it_was_written()
    {
        var picture = new Picture(3, 2, new byte[] { 0, 1, 2, 127, 254, 255 });

        PngFile.Write(_folder["x.png"], picture);

        var found = PngReader.Read(_folder["x.png"]);
        Assert.Equal((3, 2), (found.Width, found.Height));
        Assert.Equal(picture.Pixels.ToArray(), found.Pixels.ToArray());
        Assert.Equal(File.ReadAllBytes(_folder["x.png"]), PngFile.Encode(picture).ToArray());
    }
}
