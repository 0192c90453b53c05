using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Foundation.Storage;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

public class GridFileTests
{
    [Fact]
    public void Colours_stay_with_their_images_and_reach_the_file()
    {
        using var folder = new TemporaryFolder();

        // Two images of 2×2, channel by channel: the first is red with one white pixel, the second blue with one black pixel.
        float[] images = [1, 1, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1];
        var grid = new ImageGrid(2).Draw(images, 2, 2, channels: 3);
        PngFile.Write(folder["grid.png"], grid);

        using var picture = Image.Load<Rgb24>(folder["grid.png"]);
        Rgb24 red = new(255, 0, 0), white = new(255, 255, 255), blue = new(0, 0, 255), black = new(0, 0, 0);
        var pixels = new Rgb24[8];
        picture.CopyPixelDataTo(pixels);
        Assert.Equal((4, 2), (picture.Width, picture.Height));
        Assert.Equal([red, white, blue, blue, red, red, black, blue], pixels);
    }
}
