using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Training.Foundation.Storage;

/// <summary>A grid of images as its planes: one of greys, or those of red, green and blue.</summary>
public static class PictureGrid
{
    /// <summary>Draws the grid.</summary>
    /// <param name="grid">Columns, scale and padding.</param>
    /// <param name="images">[N, channels, side, side], 0 to 1; values outside are cut to that range.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="side">Width and height of an image.</param>
    /// <returns>As many pictures of one size as there are channels.</returns>
    public static IReadOnlyList<GreyImage> Draw(ImageGrid grid, ReadOnlySpan<float> images, int channels, int side)
    {
        if (channels == 1)
        {
            return [grid.Draw(images, side, side)];
        }

        var (planes, area) = (new GreyImage[channels], side * side);
        var plane = new float[images.Length / channels];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var image = 0; image * area < plane.Length; image++)
            {
                images.Slice(((image * channels) + channel) * area, area).CopyTo(plane.AsSpan(image * area));
            }

            planes[channel] = grid.Draw(plane, side, side);
        }

        return planes;
    }
}
