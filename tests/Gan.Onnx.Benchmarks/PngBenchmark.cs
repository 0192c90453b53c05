using System.Buffers;
using System.IO.Compression;
using Gan.Onnx.Generation.Models;
using Gan.Onnx.Generation.Pictures;
using Gan.Onnx.Graphs.Ops;

namespace Gan.Onnx.Benchmarks;

/// <summary>
/// Time and bytes of each PNG encoder on grids of a model's images. <c>png [MODEL]</c>: a model folder, by default models/default.
/// </summary>
internal static class PngBenchmark
{
    private const ulong Seed = 7;

    public static int Run(string[] args)
    {
        using var generator = FrozenGenerator.Load(args.FirstOrDefault() ?? "models/default", threads: 1);
        using var extensions = new ExtensionsPngEncoder();
        var grid = new ImageGrid(8).Draw(generator.Generate(64, 0), generator.ImageWidth, generator.ImageHeight, generator.ImageChannels);
        (string Name, IPngEncoder Encoder)[] encoders =
        [
            .. Enum.GetValues<CompressionLevel>().Select(level => ($"zlib {level}", (IPngEncoder)new ZlibPngEncoder(level))),
            ("runs", new RunLengthPngEncoder(grid)),
            .. Enum.GetValues<CompressionLevel>().Where(level => level != CompressionLevel.NoCompression)
                .Select(level => ($"imagesharp {level}", (IPngEncoder)new ImageSharpPngEncoder(level))),
            .. new[] { 1, 3, 6, 9 }.Select(level => ($"zlib runs {level}", (IPngEncoder)new ZlibRunsPngEncoder(level, filtersUp: false))),
            .. new[] { 1, 3, 6, 9 }.Select(
                level => ($"zlib runs {level}, up", (IPngEncoder)new ZlibRunsPngEncoder(level, filtersUp: true))),
            ("extensions", extensions),
        ];
        Console.WriteLine($"{"encoder",-20} {"grid",-6} {"median ms",10} {"bytes",8}   ({generator.Path}, seed {Seed})");
        foreach (var count in new[] { 16, 100 })
        {
            Compare(generator, count, encoders);
        }

        return 0;
    }

    private static void Compare(FrozenGenerator generator, int count, (string Name, IPngEncoder Encoder)[] encoders)
    {
        var images = generator.Generate(count, Seed);
        var grid = new ImageGrid(ImageGrid.NearSquareColumns(count));
        var picture = grid.Draw(images, generator.ImageWidth, generator.ImageHeight, generator.ImageChannels);
        var bytes = new int[encoders.Length];
        var medians = Alternation.MedianMilliseconds(
        [
            () => generator.Generate(images, Seed),
            () => grid.Draw(images, generator.ImageWidth, generator.ImageHeight, generator.ImageChannels),
            .. encoders.Select((candidate, i) => (Action)(() =>
            {
                var png = new ArrayBufferWriter<byte>();
                candidate.Encoder.Encode(picture, png);
                bytes[i] = png.WrittenCount;
            })),
        ]);
        var size = $"{grid.Columns}×{grid.Columns}";
        Console.WriteLine($"{"(generate)",-20} {size,-6} {medians[0],10:f3}");
        Console.WriteLine($"{"(draw the grid)",-20} {size,-6} {medians[1],10:f3} {picture.Pixels.Length,8}");
        for (var i = 0; i < encoders.Length; i++)
        {
            Console.WriteLine($"{encoders[i].Name,-20} {size,-6} {medians[i + 2],10:f4} {bytes[i],8}");
        }
    }
}
