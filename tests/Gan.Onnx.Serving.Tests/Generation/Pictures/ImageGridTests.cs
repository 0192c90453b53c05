using CsCheck;
using Gan.Onnx.Generation.Pictures;

namespace Gan.Onnx.Serving.Tests.Generation.Pictures;

public class ImageGridTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 3)]
    [InlineData(10, 4)]
    [InlineData(16, 4)]
    [InlineData(17, 5)]
    [InlineData(100, 10)]
    public void Default_grid_is_near_square(int count, int columns) => Assert.Equal(columns, ImageGrid.NearSquareColumns(count));

    [Fact]
    public void Images_run_row_by_row_and_empty_cells_are_black()
    {
        float[] images = [.. Flat(0.2f), .. Flat(0.4f), .. Flat(0.6f)];

        var grid = new ImageGrid(Columns: 2).Draw(images, 2, 2);

        Assert.Equal((4, 4), (grid.Width, grid.Height));
        Assert.Equal(
            [51, 51, 102, 102,
             51, 51, 102, 102,
             153, 153, 0, 0,
             153, 153, 0, 0],
            grid.Pixels.ToArray());
    }

    [Fact]
    public void Scale_repeats_pixels_and_padding_separates_images()
    {
        var grid = new ImageGrid(Columns: 2, Scale: 2, Padding: 1).Draw([1, 0.4f], 1, 1);

        Assert.Equal((6, 2), (grid.Width, grid.Height));
        Assert.Equal([255, 255, 0, 0, 102, 102, 255, 255, 0, 0, 102, 102], grid.Pixels.ToArray());
    }

    [Fact]
    public void Pixels_within_an_image_keep_their_places()
    {
        float[] images = [.. Enumerable.Range(0, 12).Select(i => i / 255f)];

        var grid = new ImageGrid(Columns: 2).Draw(images, 3, 2);

        Assert.Equal([0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11], grid.Pixels.ToArray());
    }

    [Fact]
    public void Intensities_are_rounded_and_cut()
    {
        float[] intensities = [-0.5f, -0f, 0.4f / 255, 0.6f / 255, 0.999f, 1, 1.0001f, float.PositiveInfinity];
        var greys = new byte[8 * intensities.Length];

        ImageGrid.Quantize([.. Enumerable.Repeat(intensities, 8).SelectMany(values => values)], greys);

        Assert.Equal(Enumerable.Repeat<byte[]>([0, 0, 0, 1, 255, 255, 255, 255], 8).SelectMany(values => values), greys);
    }

    [Fact]
    public void Every_grey_comes_back_from_its_intensity()
    {
        float[] intensities = [.. Enumerable.Range(0, 256).Select(grey => grey / 255f)];
        var greys = new byte[256];

        ImageGrid.Quantize(intensities, greys);

        Assert.Equal(Enumerable.Range(0, 256).Select(grey => (byte)grey), greys);
    }

    [Fact]
    public void Long_and_short_spans_are_quantized_alike()
    {
        Gen.OneOf(Gen.Float[-4, 4], Gen.Float.Special).Array.Sample(values =>
        {
            float[] intensities =
            [
                .. values.Select(value => float.IsNaN(value) ? 0 : value % 2), .. Enumerable.Range(0, 64).Select(i => i / 63f),
            ];
            var greys = new byte[intensities.Length];
            ImageGrid.Quantize(intensities, greys);
            return greys.SequenceEqual(intensities.Select(value => (byte)Math.Clamp(MathF.Round(value * 255), 0, 255)));
        });
    }

    [Fact]
    public void Refuses_another_number_of_greys_than_intensities() =>
        Assert.Throws<ArgumentException>(() => ImageGrid.Quantize(new float[4], new byte[5]));

    [Theory]
    [InlineData(0, 1, 0, 4)]
    [InlineData(1, 0, 0, 4)]
    [InlineData(1, 1, -1, 4)]
    [InlineData(1, 1, 0, 5)]
    [InlineData(1, 1, 0, 0)]
    public void Refuses_a_grid_that_cannot_be_drawn(int columns, int scale, int padding, int values) =>
        Assert.Throws<ArgumentException>(() => new ImageGrid(columns, scale, padding).Draw(new float[values], 2, 2));

    private static float[] Flat(float intensity) => [intensity, intensity, intensity, intensity];
}
