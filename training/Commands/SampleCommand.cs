using System.Buffers;
using System.CommandLine;
using System.IO.Compression;
using Gan.Onnx.Generation;
using Gan.Onnx.Training.Datasets;
using Gan.Onnx.Training.Runs;
using Gan.Onnx.Training.Storage;

namespace Gan.Onnx.Training.Commands;

/// <summary><c>sample</c>: draws images from a frozen generator, the same that the server draws for the same seed.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var model = OptionKinds.RequiredText("--model", "PATH", "A model folder or an .onnx file with manifest.json beside it.");
        var count = OptionKinds.Number("--count", 1, 1_000_000, "Images to draw. Default: 16.");
        var seed = OptionKinds.Number("--seed", 0L, long.MaxValue, "Image k depends on the seed and on k only. Default: 0.");
        var output = OptionKinds.RequiredText("--output", "FILE", "x.png: a near-square grid of up to 10,000; x.npy: float32 [N,1,28,28]; x.idx: unsigned bytes [N,28,28].");
        var latents = OptionKinds.Text("--latents", "FILE.npy", "Also write the latents, float32 [N, size].");
        var command = new Command("sample", "Draw images from a frozen generator.") { model, count, seed, output, latents };
        command.SetAction(parsed => Draw(
            parsed.GetValue(model)!, parsed.GetValue(count) ?? 16, (ulong)(parsed.GetValue(seed) ?? 0), parsed.GetValue(output)!, parsed.GetValue(latents)));
        return command;
    }

    private static void Draw(string model, int count, ulong seed, string output, string? latents)
    {
        using var generator = FrozenGenerator.Load(model, Environment.ProcessorCount);
        var write = Writer(output, count, generator);
        write(generator.Generate(count, seed));
        if (latents is not null)
        {
            var z = new float[count * generator.Manifest.LatentSize];
            generator.DrawLatents(z, new RandomStream(seed, Streams.Serving));
            NpyFile.Write(latents, [count, generator.Manifest.LatentSize], z);
        }

        Console.WriteLine($"{output}: {count} images of '{generator.Manifest.Preset}', seed {seed}.");
    }

    private static Action<float[]> Writer(string output, int count, FrozenGenerator generator) => Path.GetExtension(output) switch
    {
        ".png" when count > 10_000 => throw new RunException($"--count {count} is too many for one picture: a .png holds up to 10000. Use .npy or .idx."),
        ".png" => images => WritePng(output, images, count, generator),
        ".npy" => images => NpyFile.Write(output, [count, 1, generator.ImageHeight, generator.ImageWidth], images),
        ".idx" => images => WriteIdx(output, images, count, generator),
        _ => throw new RunException($"--output '{output}' must end in .png, .npy or .idx."),
    };

    private static void WritePng(string output, float[] images, int count, FrozenGenerator generator)
    {
        var grid = new ImageGrid(ImageGrid.NearSquareColumns(count)).Draw(images, generator.ImageWidth, generator.ImageHeight);
        var png = new ArrayBufferWriter<byte>();
        new ZlibPngEncoder(CompressionLevel.Optimal).Encode(grid, png);
        AtomicFile.WriteAllBytes(output, png.WrittenSpan);
    }

    private static void WriteIdx(string output, float[] images, int count, FrozenGenerator generator)
    {
        var greys = new byte[images.Length];
        ImageGrid.Quantize(images, greys);
        IdxFile.Write(output, [count, generator.ImageHeight, generator.ImageWidth], greys);
    }
}
