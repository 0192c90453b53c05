using System.Buffers;
using System.IO.Compression;
using Gan.Onnx.Generation.Models;

namespace Gan.Onnx.Generation.Pictures;

/// <summary>The short way from a generator to a file: <c>generator.Draw(count: 16, seed: 42).ToPng()</c>.</summary>
public static class GeneratorPictures
{
    /// <summary>Draws images of a seed in a near-square grid, without padding, as the program's <c>sample</c> does.</summary>
    /// <param name="generator">What makes them.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Any number: image k depends on the seed, on k and on its class only.</param>
    /// <param name="classes">Image k is of class k modulo their number, each from 0; null to draw them, or where there are none.</param>
    /// <param name="cancellationToken">Ends a run under way.</param>
    /// <exception cref="ArgumentException">The count is below 1, or a class is none of the generator's.</exception>
    public static Picture Draw(
        this FrozenGenerator generator,
        int count,
        ulong seed,
        IReadOnlyList<int>? classes = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new ImageGrid(ImageGrid.NearSquareColumns(count)).Draw(
            generator.Generate(count, seed, classes, cancellationToken),
            generator.ImageWidth,
            generator.ImageHeight,
            generator.ImageChannels);
    }

    /// <summary>The picture as a PNG file, small rather than fast; the same bytes on every platform.</summary>
    public static byte[] ToPng(this Picture picture)
    {
        var png = new ArrayBufferWriter<byte>();
        new ImageSharpPngEncoder(CompressionLevel.Optimal).Encode(picture, png);
        return png.WrittenSpan.ToArray();
    }
}
