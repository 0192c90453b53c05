using Gan.Onnx.Training.Evaluation;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;
using Gan.Onnx.Training.Presets;

namespace Gan.Onnx.Training.Tests.Evaluation;

public class NeighbourPictureTests
{
    private const int Cell = 2 * (28 + 2);

    [Fact]
    public void Each_row_is_an_image_and_its_neighbours_in_their_order()
    {
        // Images of one grey each: generated ones from 200 on, training images from 1 on; eight neighbours, of which seven are shown.
        byte[] images = Flat(Enumerable.Range(200, 10)), train = Flat(Enumerable.Range(1, 80));
        int[][] indices = [.. Enumerable.Range(0, 10).Select(row => Enumerable.Range(0, 8).Select(i => (row * 8) + 7 - i).ToArray())];

        var picture = NeighbourPicture.Draw(images, train, new NearestNeighbours(indices, []), ImageSize.Digits);

        Assert.Equal(((8 * Cell) - 4, (10 * Cell) - 4), (picture.Width, picture.Height));
        for (var row = 0; row < 10; row++)
        {
            var corners = Enumerable.Range(0, 8).Select(column => (int)picture.Row(row * Cell)[column * Cell]);
            Assert.Equal([200 + row, .. indices[row][..7].Select(index => index + 1)], corners);
        }
    }

    [Fact]
    public void Pixels_keep_their_places_and_grey_levels()
    {
        byte[] image = [.. Enumerable.Range(0, MnistOptions.Pixels).Select(pixel => (byte)(pixel * 37 % 256))];
        byte[] images = [.. image, .. new byte[9 * MnistOptions.Pixels]];

        var picture = NeighbourPicture.Draw(
            images,
            new byte[MnistOptions.Pixels],
            new NearestNeighbours([.. Enumerable.Repeat(new int[7], 10)], []),
            ImageSize.Digits);

        var shown = Enumerable.Range(0, MnistOptions.Pixels).Select(pixel => picture.Row(2 * (pixel / 28))[2 * (pixel % 28)]);
        Assert.Equal(image, shown);
    }

    private static byte[] Flat(IEnumerable<int> greys) =>
        [.. greys.SelectMany(grey => Enumerable.Repeat((byte)grey, MnistOptions.Pixels))];
}
