using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Serving.Tests.Models;

namespace Gan.Onnx.Serving.Tests.Generation.Pictures;

public class GeneratorPicturesTests
{
    [Fact]
    public void Images_stand_in_a_near_square_grid()
    {
        using var folder = ModelFolder.Named([.. Enumerable.Range(0, 10).Select(name => $"{name}")]);
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);

        var picture = generator.Draw(count: 5, seed: 3, classes: [1]);

        var expected = new ImageGrid(3).Draw(
            generator.Generate(5, seed: 3, [1]), generator.ImageWidth, generator.ImageHeight, generator.ImageChannels);
        Assert.Equal((3 * generator.ImageWidth, 2 * generator.ImageHeight), (picture.Width, picture.Height));
        Assert.Equal(expected.Pixels.ToArray(), picture.Pixels.ToArray());
    }

    [Fact]
    public void Png_has_the_picture()
    {
        using var folder = ModelFolder.Colour();
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);
        var picture = generator.Draw(count: 2, seed: 3);

        var decoded = ImageDecoder.DecodeColour(picture.ToPng());

        Assert.Equal(picture.Pixels.ToArray(), decoded.Pixels.ToArray());
    }

    [Fact]
    public void No_images_are_refused()
    {
        using var folder = new ModelFolder("good");
        using var generator = FrozenGenerator.Load(folder.Path, threads: 1);

        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Draw(count: 0, seed: 3));
    }
}
