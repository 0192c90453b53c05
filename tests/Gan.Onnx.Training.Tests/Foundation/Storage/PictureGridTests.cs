using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Foundation.Storage;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Gan.Onnx.Training.Tests.Foundation.Storage;

public class PictureGridTests
{
    [Fact]
    public void Colours_stay_with_their_images_and_reach_the_file()
    {
        using var folder = new TemporaryFolder();

        // Two images of 2×2, channel by channel: the first is red with one white pixel, the second blue with one black pixel.
        float[] images = [1, 1, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1];
        var planes = PictureGrid.Draw(new ImageGrid(2), images, channels: 3, side: 2);
        PngFile.Write(folder["grid.png"], planes);

        using var picture = Image.Load<Rgb24>(folder["grid.png"]);
        Rgb24 red = new(255, 0, 0), white = new(255, 255, 255), blue = new(0, 0, 255), black = new(0, 0, 0);
        var pixels = new Rgb24[8];
        picture.CopyPixelDataTo(pixels);
        Assert.Equal((4, 2), (picture.Width, picture.Height));
        Assert.Equal([red, white, blue, blue, red, red, black, blue], pixels);
    }

    [Fact]
    public void Greys_are_one_plane_as_the_grid_draws_it()
    {
        float[] images = [0, 0.25f, 0.5f, 1];

        var plane = Assert.Single(PictureGrid.Draw(new ImageGrid(2, 3), images, channels: 1, side: 1));

        Assert.Equal(new ImageGrid(2, 3).Draw(images, 1, 1).Pixels.ToArray(), plane.Pixels.ToArray());
    }
}
