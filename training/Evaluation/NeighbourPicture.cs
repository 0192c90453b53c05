using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Evaluation.Images;
using Gan.Onnx.Training.Evaluation.Metrics;

namespace Gan.Onnx.Training.Evaluation;

/// <summary>A picture of ten generated images, a row each, followed by the training images that are most like them.</summary>
public static class NeighbourPicture
{
    /// <summary>Generated images that are shown.</summary>
    public const int Rows = 10;

    /// <summary>Training images beside each.</summary>
    public const int Neighbours = 7;

    private const int Scale = 2;
    private const int Padding = 2;

    /// <summary>Draws it.</summary>
    /// <param name="images">At least ten images, [count, channels · side · side].</param>
    /// <param name="train">The training images, [trainCount, channels · side · side].</param>
    /// <param name="nearest">At least seven neighbours of each of the ten.</param>
    /// <param name="size">Of an image.</param>
    public static Picture Draw(ReadOnlySpan<byte> images, ReadOnlySpan<byte> train, NearestNeighbours nearest, ImageSize size)
    {
        const int Columns = 1 + Neighbours;
        var cells = new byte[Rows * Columns * size.Length];
        for (var row = 0; row < Rows; row++)
        {
            size.Image(images, row).CopyTo(size.Image(cells.AsSpan(), row * Columns));
            for (var neighbour = 0; neighbour < Neighbours; neighbour++)
            {
                size.Image(train, nearest.Indices[row][neighbour]).CopyTo(size.Image(cells.AsSpan(), (row * Columns) + 1 + neighbour));
            }
        }

        var intensities = new float[cells.Length];
        new GreyScale(0, 1).Map(cells, intensities);
        return new ImageGrid(Columns, Scale, Padding).Draw(intensities, size.Side, size.Side, size.Channels);
    }
}
