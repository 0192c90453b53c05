namespace Gan.Onnx.Training.Datasets;

/// <summary>Images out of IDX files, in the order of dimensions that training has them.</summary>
internal static class IdxImages
{
    /// <summary>
    /// The images of a file. Dimensions of 1 at the end are nothing, and colours at the end come to the front. Their SHA-256 is the file's.
    /// </summary>
    /// <param name="path">The file, plain or gzip-compressed.</param>
    /// <param name="transpose">Whether rows and columns are exchanged, as they are in EMNIST's files.</param>
    /// <exception cref="DatasetException">It does not hold images.</exception>
    public static ArrayRows Read(string path, bool transpose)
    {
        var file = IdxFile.Read(path);
        int[] shape = [.. file.Shape];
        while (shape is [_, _, _, .., 1])
        {
            shape = shape[..^1];
        }

        var isColourLast = shape is [_, not (1 or 3), _, 3];
        if (shape is not ([> 0, > 0, > 0] or [> 0, 1 or 3, > 0, > 0]) && !isColourLast)
        {
            throw DatasetException.NotImages(path, $"[{string.Join(",", file.Shape)}]");
        }

        var (height, width) = isColourLast ? (shape[1], shape[2]) : (shape[^2], shape[^1]);
        var channels = shape.Length == 3 ? 1 : isColourLast ? 3 : shape[1];
        var elements = isColourLast || transpose
            ? Arranged(file.Content.Span, channels, height, width, isColourLast, transpose)
            : file.Content;
        var (rows, columns) = transpose ? (width, height) : (height, width);
        int[] arranged = shape.Length == 3 ? [shape[0], rows, columns] : [shape[0], channels, rows, columns];
        return new ArrayRows(path, arranged, file.Sha256, elements);
    }

    private static byte[] Arranged(ReadOnlySpan<byte> images, int channels, int height, int width, bool isColourLast, bool transpose)
    {
        var arranged = new byte[images.Length];
        var length = channels * height * width;
        for (var first = 0; first < images.Length; first += length)
        {
            for (var element = 0; element < length; element++)
            {
                var (channel, pixel) = isColourLast
                    ? (element % channels, element / channels)
                    : (element / (height * width), element % (height * width));
                var (y, x) = (pixel / width, pixel % width);
                arranged[first + (channel * height * width) + (transpose ? (x * height) + y : pixel)] = images[first + element];
            }
        }

        return arranged;
    }
}
